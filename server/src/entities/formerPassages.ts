import { type Span, overlaps } from '../document/span.ts';
import type { TextEdit } from '../protocol.ts';
import { lowerBound } from './mentionIndex.ts';
import { movePassage } from './movePassage.ts';

/** A passage that stood there, and the texts that it had: the latest first. */
export interface FormerPassage extends Span {
  readonly texts: readonly string[];
}

interface ChangedPassage extends Span, FollowingPassage {
  readonly text: string;
}

interface MovingPassage extends FormerPassage {
  start: number;
  end: number;
}

/** An edit that comes before the one before it is answered makes one text more. */
const mostTexts = 4;
/** What an edit puts in the place of more passages than that is a text of its own, of which nothing is expected. */
const mostPassages = 4;

/** Passages that an edit has changed: most of what was answered about them holds for those that follow them. */
export class FormerPassages {
  #passages: MovingPassage[] = [];
  /** How far each passage and those before it reach; absent while they are in no order. */
  #reach: readonly number[] | undefined;

  /** @param passage where it stands now, with what was there before it */
  add({ start, end, text, former }: ChangedPassage): void {
    const texts = [text, ...(former?.flat() ?? [])].slice(0, mostTexts);
    this.#passages.push({ start, end, texts });
    this.#reach = undefined;
  }

  /**
   * Moves them by one edit of the source, and adds those that it changes.
   * @param changed where they stand now, with what was there before
   */
  edit(edit: TextEdit, changed: readonly ChangedPassage[]): void {
    const touched = new Set<MovingPassage>();
    for (const passage of this.#passages) {
      const moved = movePassage(passage, edit);
      passage.start = moved.start;
      passage.end = moved.end;
      if (moved.touched) touched.add(passage);
    }
    const isLarge = touched.size + changed.length > mostPassages;
    if (isLarge && touched.size > 0)
      this.#passages = this.#passages.filter((passage) => !touched.has(passage));
    this.#reach = undefined;
    if (!isLarge) for (const passage of changed) this.add(passage);
  }

  /** The texts of each that a span overlaps, in the order of the document; `undefined` where there is none. */
  under(span: Span): FollowingPassage['former'] {
    const reach = (this.#reach ??= this.#order());
    const under: FormerPassage[] = [];
    let at = lowerBound(this.#passages, ({ start }) => start >= span.end) - 1;
    for (; at >= 0 && (reach[at] as number) > span.start; at--) {
      const passage = this.#passages[at] as FormerPassage;
      if (overlaps(passage, span)) under.push(passage);
    }
    return under.length === 0 ? undefined : under.reverse().map(({ texts }) => texts);
  }

  clear(): void {
    this.#passages = [];
    this.#reach = undefined;
  }

  #order(): readonly number[] {
    this.#passages.sort((a, b) => a.start - b.start);
    let furthest = 0;
    return this.#passages.map(({ end }) => (furthest = Math.max(furthest, end)));
  }
}

/** A passage that stands where others stood. */
export interface FollowingPassage {
  /** The texts of each of those, in the order of the document, the latest first; gone once it is answered itself. */
  readonly former?: readonly (readonly string[])[] | undefined;
}
