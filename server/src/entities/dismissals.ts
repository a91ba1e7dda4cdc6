import type { Span } from '../document/span.ts';
import { moveSpan, type TextEdit } from '../protocol.ts';
import { entityKey } from './mentionIndex.ts';

interface Place extends Span {
  readonly type: string;
}

/** What a person has dismissed in one document: texts wherever they stand, and single places. */
export class Dismissals {
  readonly #texts = new Set<string>();
  #places = new Map<string, Place>();

  /** Dismisses every mention of this type and text. */
  addText(type: string, text: string): void {
    this.#texts.add(entityKey(type, text));
  }

  /** Dismisses the mention of this type that stands exactly here. */
  addPlace({ type, start, end }: Place): void {
    this.#places.set(placeKey(type, start, end), { type, start, end });
  }

  has(mention: Place & { readonly text: string }): boolean {
    return (
      this.#places.has(placeKey(mention.type, mention.start, mention.end)) ||
      (this.#texts.size > 0 && this.#texts.has(entityKey(mention.type, mention.text)))
    );
  }

  /** Moves the places with the text; a place whose text changes is no longer dismissed. */
  edit(edit: TextEdit): void {
    const places = [...this.#places.values()];
    this.#places = new Map();
    for (const place of places) {
      const moved = moveSpan(place, edit);
      if (moved && !moved.touched) {
        this.addPlace({ type: place.type, start: moved.start, end: moved.end });
      }
    }
  }
}

/** A key of a type and a span. */
export function placeKey(type: string, start: number, end: number): string {
  return `${start}:${end}:${type}`;
}
