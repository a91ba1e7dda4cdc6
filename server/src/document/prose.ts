import type { OffsetMap } from './offsetMap.ts';
import type { Span } from './span.ts';

/** What a block of prose is in its document; a heading introduces the blocks that follow it. */
export type BlockKind = 'heading' | 'paragraph' | 'listItem' | 'tableRow' | 'footnote' | 'alt';

/** A block of prose: a span of {@link ProseDocument.prose}. Blocks are in order and do not overlap. */
export interface Block extends Span {
  readonly kind: BlockKind;
}

/**
 * A document as a reader reads it: the prose, without markup, and the way back to the source.
 * Blocks are joined by blank lines in `prose`; the text between blocks belongs to no passage.
 */
export interface ProseDocument {
  /** The document as it stands. */
  readonly source: string;
  /** What a reader reads. */
  readonly prose: string;
  readonly blocks: readonly Block[];
  /** Maps spans of `prose` to spans of `source` and back. */
  readonly map: OffsetMap;
}
