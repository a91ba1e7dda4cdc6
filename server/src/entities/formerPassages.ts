import { type Span, overlaps } from '../document/span.ts';
import type { TextEdit } from '../protocol.ts';

/** A passage that stood there, and the texts that it had: the latest first. */
export interface FormerPassage extends Span {
  readonly texts: readonly string[];
}

/** An edit that comes before the one before it is answered makes one text more. */
const mostTexts = 4;

/** Passages that an edit has changed: most of what was answered about them holds for those that follow them. */
export class FormerPassages {
  #passages: FormerPassage[] = [];

  /** @param passage where it stands now, with what was there before it */
  add({
    start,
    end,
    text,
    former,
  }: Span & { readonly text: string } & Pick<FollowingPassage, 'former'>): void {
    const texts = [text, ...(former?.flat() ?? [])].slice(0, mostTexts);
    this.#passages.push({ start, end, texts });
  }

  /** Moves them by one edit of the source. @param move where a passage stands after it */
  edit(edit: TextEdit, move: (passage: Span, edit: TextEdit) => Span): void {
    this.#passages = this.#passages.map((passage) => {
      const { start, end } = move(passage, edit);
      return { start, end, texts: passage.texts };
    });
  }

  /** The texts of each that a span overlaps, in the order of the document; `undefined` where there is none. */
  under(span: Span): FollowingPassage['former'] {
    const under = this.#passages.filter((passage) => overlaps(passage, span));
    if (under.length === 0) return undefined;
    return under.sort((a, b) => a.start - b.start).map(({ texts }) => texts);
  }

  clear(): void {
    this.#passages = [];
  }
}

/** A passage that stands where others stood. */
export interface FollowingPassage {
  /** The texts of each of those, in the order of the document, the latest first; gone once it is answered itself. */
  readonly former?: readonly (readonly string[])[] | undefined;
}
