import type { Span } from '../document/span.ts';
import type { TextEdit } from '../protocol.ts';
import { type FollowingPassage, FormerPassages } from './formerPassages.ts';
import { movePassage } from './movePassage.ts';

/** A passage as an extraction brings it; offsets in the source of the text that it read. */
export interface SourcePassage extends Span {
  /** The passage's prose: what the model reads. */
  readonly text: string;
}

/** A passage that the document keeps; its span moves with edits outside it. */
export interface KeptPassage extends SourcePassage, FollowingPassage {
  /** ISO 639-1 of a language that the model does not know; `false`: it knows it; absent: nobody has looked. */
  readonly foreign: string | false | undefined;
  /** Set once its text changed: what is known of it no longer fits the document. */
  readonly gone: boolean;
  /** What its mentions were last made from and how; absent before all its types are answered. */
  readonly settledAs: string | undefined;
}

interface PassageRecord extends KeptPassage {
  start: number;
  end: number;
  foreign: string | false | undefined;
  gone: boolean;
  settledAs: string | undefined;
  former?: FollowingPassage['former'];
  ungrounded: number;
  failed: boolean;
}

/** A passage of which nothing is known. Of very many, objects that are spread take several times as long to make. */
function freshPassage(start: number, end: number, text: string, gone: boolean): PassageRecord {
  return { start, end, text, gone, foreign: undefined, settledAs: undefined, ungrounded: 0, failed: false };
}

/** The passages of one document, through edits and readings of its text. */
export class KeptPassages {
  #passages: PassageRecord[] = [];
  readonly #former = new FormerPassages();

  /** In document order, with what became of them. */
  get all(): readonly (KeptPassage & { readonly ungrounded: number; readonly failed: boolean })[] {
    return this.#passages;
  }

  /** Moves them by one edit of the source. @returns the span of those that it touches, before it */
  edit(edit: TextEdit): Span | undefined {
    let touched: Span | undefined;
    const changed: PassageRecord[] = [];
    this.#passages = this.#passages.filter((passage) => {
      const moved = movePassage(passage, edit);
      if (moved.touched) {
        passage.gone = true;
        touched = {
          start: Math.min(touched?.start ?? passage.start, passage.start),
          end: Math.max(touched?.end ?? passage.end, passage.end),
        };
      }
      passage.start = moved.start;
      passage.end = moved.end;
      if (moved.touched) changed.push(passage);
      return !moved.touched;
    });
    this.#former.edit(edit, changed);
    return touched;
  }

  /**
   * Takes over the passages of a text that has just been read; spans in the source as it now stands. Those that are
   * already known at their place keep what is known of them.
   * @param passages all of the text; `gone` where an edit has touched one since the text was read
   * @returns the kept passages, in the same order and in the document's
   */
  place(passages: readonly (SourcePassage & { readonly gone: boolean })[]): {
    placed: readonly KeptPassage[];
    inOrder: readonly KeptPassage[];
  } {
    const known = new Map(this.#passages.map((passage) => [passage.start, passage]));
    const fresh: PassageRecord[] = [];
    const placed = passages.map((passage): PassageRecord => {
      const { start, end, text, gone } = passage;
      const before = known.get(start);
      if (before?.end !== end || before.text !== text || gone) {
        const record = freshPassage(start, end, text, gone);
        fresh.push(record);
        return record;
      }
      known.delete(start);
      return before;
    });
    for (const passage of known.values()) {
      passage.gone = true;
      this.#former.add(passage);
    }
    for (const passage of fresh) passage.former = this.#former.under(passage);
    this.#former.clear();
    const inOrder = [...placed].sort((a, b) => a.start - b.start);
    this.#passages = inOrder.filter((passage) => !passage.gone);
    return { placed, inOrder };
  }

  /** Forgets what their mentions were made from. */
  unsettle(): void {
    for (const passage of this.#passages) passage.settledAs = undefined;
  }

  /** Notes how a passage was answered; `settledAs` as in {@link KeptPassage}, absent when its queries failed. */
  note(passage: KeptPassage, ungrounded: number, settledAs: string | undefined): void {
    const record = passage as PassageRecord;
    record.ungrounded = ungrounded;
    record.settledAs = settledAs;
    record.failed = settledAs === undefined;
    if (!record.failed) record.former = undefined;
  }

  /** Notes whether a passage is in a language that the model does not know; see {@link KeptPassage}. */
  noteForeign(passage: KeptPassage, foreign: string | false): void {
    (passage as PassageRecord).foreign = foreign;
  }

  /** Forgets all of them. */
  clear(): void {
    for (const passage of this.#passages) passage.gone = true;
    this.#passages = [];
    this.#former.clear();
  }
}
