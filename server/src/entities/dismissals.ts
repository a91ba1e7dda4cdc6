import type { Span } from '../document/span.ts';
import { moveSpan, type TextEdit } from '../protocol.ts';
import { entityKey } from './mentionIndex.ts';

interface Place extends Span {
  readonly type: string;
}

/** What a person has dismissed in one document: texts wherever they stand, and single places. */
export class Dismissals {
  /** Texts and places with the turn in which they were dismissed last. */
  readonly #texts = new Map<string, number>();
  #places = new Map<string, Place & { readonly turn: number }>();
  #turn = 0;

  /** Another number whenever something was dismissed or taken back. */
  get turn(): number {
    return this.#turn;
  }

  /** Dismisses every mention of this type and text. */
  addText(type: string, text: string): void {
    this.#texts.set(entityKey(type, text), ++this.#turn);
  }

  /** Dismisses the mention of this type that stands exactly here. */
  addPlace({ type, start, end }: Place): void {
    this.#places.set(placeKey(type, start, end), { type, start, end, turn: ++this.#turn });
  }

  has(mention: Place & { readonly text: string }): boolean {
    return (
      this.#places.has(placeKey(mention.type, mention.start, mention.end)) ||
      (this.#texts.size > 0 && this.#texts.has(entityKey(mention.type, mention.text)))
    );
  }

  /**
   * Takes dismissals back: all, or what was dismissed last.
   * @returns how many were taken back
   */
  restore(scope: 'last' | 'all'): number {
    const turns = [...this.#texts.values(), ...[...this.#places.values()].map(({ turn }) => turn)];
    const since = scope === 'all' ? 0 : Math.max(0, ...turns);
    if (turns.length > 0) this.#turn++;
    for (const [key, turn] of this.#texts) if (turn >= since) this.#texts.delete(key);
    for (const [key, { turn }] of this.#places) if (turn >= since) this.#places.delete(key);
    return scope === 'all' ? turns.length : Math.min(1, turns.length);
  }

  /** Moves the places with the text; a place whose text changes is no longer dismissed. */
  edit(edit: TextEdit): void {
    const places = [...this.#places.values()];
    this.#places = new Map();
    for (const place of places) {
      const moved = moveSpan(place, edit);
      if (moved && !moved.touched) {
        const { start, end } = moved;
        this.#places.set(placeKey(place.type, start, end), { ...place, start, end });
      }
    }
  }
}

/** A key of a type and a span. */
export function placeKey(type: string, start: number, end: number): string {
  return `${start}:${end}:${type}`;
}
