import type { Span } from './span.ts';

/** A stretch of a document's prose that the model reads at once: a span of the prose, and its text. */
export interface Passage extends Span {
  /** Exactly `prose.slice(start, end)`; identifies the passage, wherever it stands. */
  readonly text: string;
}
