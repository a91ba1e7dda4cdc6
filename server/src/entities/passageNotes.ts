import type { ExtractionNotes } from '../protocol.ts';

/** What is known of a passage that was read. */
interface ReadPassage {
  /** ISO 639-1 of a language that the model does not know. */
  readonly foreign: string | false | undefined;
  readonly ungrounded: number;
  readonly failed: boolean;
}

type PassageNotes = Pick<
  ExtractionNotes,
  'passages' | 'ungrounded' | 'foreignPassages' | 'foreignLanguages' | 'failedPassages'
>;

/** What became of the passages of a document, in numbers. */
export function passageNotes(passages: readonly ReadPassage[]): PassageNotes {
  const languages = new Map<string, number>();
  let foreignPassages = 0;
  let ungrounded = 0;
  let failedPassages = 0;
  for (const passage of passages) {
    ungrounded += passage.ungrounded;
    if (passage.failed) failedPassages++;
    if (typeof passage.foreign !== 'string') continue;
    foreignPassages++;
    languages.set(passage.foreign, (languages.get(passage.foreign) ?? 0) + 1);
  }
  return {
    passages: passages.length,
    ungrounded,
    foreignPassages,
    foreignLanguages: [...languages].sort((a, b) => b[1] - a[1]).map(([language]) => language),
    failedPassages,
  };
}
