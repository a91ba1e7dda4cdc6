import type { Span } from '../document/span.ts';
import type { MentionState, RuleOrigin } from '../protocol.ts';

export { normaliseText } from '../protocol.ts';

/** One occurrence of an entity in a document. */
export interface Mention {
  /** Unique in its document; the same while the mention lives. */
  readonly id: number;
  /** The type, under the user's name for it. */
  readonly type: string;
  /** As a reader reads it: without markup, white space as in the prose. */
  readonly text: string;
  /** UTF-16 offsets in the document's source; moves with edits. */
  readonly source: Span;
  /** From 0 to 1; see `AnswerString.score`. Of several answers that give the same mention, the best; 1 by a rule. */
  readonly score: number;
  readonly state: MentionState;
  /** Absent: the model found it. */
  readonly foundBy?: RuleOrigin;
}
