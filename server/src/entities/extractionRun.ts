import type { ExtractionProgress, TextEdit, UserError } from '../protocol.ts';
import type { DocumentEntities, FoundMention } from './documentEntities.ts';
import type { KeptPassage, SourcePassage } from './keptPassages.ts';
import type { PlacedMention } from './mentionRecord.ts';
import { movePassage } from './movePassage.ts';

/** Where a run tells the store what it does. */
export interface RunListener {
  changed(): void;
  progressed(progress: ExtractionProgress): void;
  ended(error: UserError | undefined): void;
}

/** What an extraction may do to the document that it reads; follows the edits that are made meanwhile. */
export class ExtractionRun {
  readonly #entities: DocumentEntities;
  readonly #listener: RunListener;
  /** Edits since the run began, until the passages are placed: from then on the document moves them. */
  #edits: TextEdit[] | undefined = [];
  #isDetached = false;

  constructor(entities: DocumentEntities, listener: RunListener) {
    this.#entities = entities;
    this.#listener = listener;
  }

  /** The document was closed: what the run brings has no effect from now on, not even when it is opened again. */
  detach(): void {
    this.#isDetached = true;
  }

  edit(edit: TextEdit): void {
    this.#edits?.push(edit);
  }

  /**
   * Gives the document's passages, all of them, in the offsets of the text that the run began with. Call it once.
   * @returns the same passages in the same order, where they stand now; `gone` when an edit has touched one
   */
  place(passages: readonly SourcePassage[]): readonly KeptPassage[] {
    const edits = this.#edits ?? [];
    this.#edits = undefined;
    if (this.#isDetached) {
      const nothingKnown = { foreign: undefined, gone: true, settledAs: undefined };
      return passages.map((passage) => ({ ...passage, ...nothingKnown }));
    }
    const moved = passages.map((passage) => {
      let { start, end } = passage;
      let gone = false;
      for (const edit of edits) {
        const step = movePassage({ start, end }, edit);
        ({ start, end } = step);
        gone ||= step.touched;
      }
      return { start, end, text: passage.text, gone };
    });
    const kept = this.#entities.place(moved);
    this.#listener.changed();
    return kept;
  }

  /**
   * Replaces a passage's mentions of the given types; nothing happens when an edit has touched the passage.
   * @param found of these types; offsets from the passage's start in the source
   */
  settle(passage: KeptPassage, types: ReadonlySet<string>, found: readonly FoundMention[]): void {
    if (this.#isDetached) return;
    if (this.#entities.settle(passage, types, found)) this.#listener.changed();
  }

  /** Shows what is found of types that are not settled yet. */
  anticipate(passage: KeptPassage, types: ReadonlySet<string>, found: readonly FoundMention[]): void {
    if (this.#isDetached) return;
    if (types.size > 0 && this.#entities.anticipate(passage, types, found)) this.#listener.changed();
  }

  /**
   * Notes how a passage was answered.
   * @param ungrounded strings of its answers that stand nowhere in it
   * @param settledAs see {@link KeptPassage}; absent when its queries failed
   */
  note(passage: KeptPassage, ungrounded: number, settledAs: string | undefined): void {
    if (this.#isDetached) return;
    this.#entities.passages.note(passage, ungrounded, settledAs);
    this.#listener.changed();
  }

  /** Whether a mention is shown where it stands now, by the minimum scores and by what was dismissed. */
  isShown(mention: PlacedMention): boolean {
    return this.#entities.isVisible(mention);
  }

  /** Notes whether a passage is in a language that the model does not know; see {@link KeptPassage}. */
  noteForeign(passage: KeptPassage, foreign: string | false): void {
    if (!this.#isDetached) this.#entities.passages.noteForeign(passage, foreign);
  }

  progress(progress: ExtractionProgress): void {
    if (this.#isDetached) return;
    this.#listener.progressed(progress);
    this.#listener.changed();
  }

  /** Ends the run, whatever became of it; the error is what the user reads. */
  end(error?: UserError): void {
    if (this.#isDetached) return;
    this.#listener.ended(error);
    this.#listener.changed();
  }
}
