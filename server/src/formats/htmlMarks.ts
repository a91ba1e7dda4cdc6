import type { Block } from '../document/prose.ts';
import type { Span } from '../document/span.ts';
import { htmlText } from './htmlText.ts';

/** What of an annotation a `mark` holds. */
export interface MarkPart {
  /** It goes on from a `mark` before. */
  readonly isContinued: boolean;
  /** It holds nothing that is seen: white space between blocks. */
  readonly isBlank: boolean;
}

/** The tags that a text is written with. */
export interface MarkTags<T> {
  /** Opens a `mark`. */
  readonly open: (annotation: T, part: MarkPart) => string;
  readonly openBlock: (block: Block) => string;
  readonly closeBlock: (block: Block) => string;
}

/**
 * A text with its annotations as `mark` elements, in pieces. Elements must nest, annotations need not: where two cross,
 * or one goes on in another block, it is closed and opened again.
 * @param allBlocks in order, without overlaps; text between them stands between their elements
 * @param annotations with spans of the text, none empty
 */
export function* markedText<T extends { readonly prose: Span }>(
  text: string,
  allBlocks: readonly Block[],
  annotations: readonly T[],
  tags: MarkTags<T>,
): Generator<string> {
  const blocks = allBlocks.filter(({ start, end }) => end > start);
  const starting = groupByStart(annotations);
  let open: T[] = [];
  let block: Block | undefined;
  let nextBlock = 0;
  const borders = bordersOf(text, blocks, annotations);
  for (const [index, from] of borders.entries()) {
    const isBlockEnd = block !== undefined && block.end <= from;
    const begins = blocks[nextBlock]?.start === from ? blocks[nextBlock] : undefined;
    const isBorder = isBlockEnd || begins !== undefined;
    const kept = isBorder ? 0 : open.findIndex(({ prose }) => prose.end <= from);
    const closed = kept < 0 ? [] : open.splice(kept);
    yield '</mark>'.repeat(closed.length);
    if (block && isBlockEnd) {
      yield tags.closeBlock(block);
      block = undefined;
    }
    if (begins) {
      yield tags.openBlock(begins);
      block = begins;
      nextBlock++;
    }
    const to = borders[index + 1];
    if (to === undefined) return;
    const piece = text.slice(from, to);
    const isBlank = block === undefined && piece.trim() === '';
    const opened = [...closed.filter(({ prose }) => prose.end > from), ...(starting.get(from) ?? [])];
    // What ends later goes outside, so that little has to be opened again.
    opened.sort((a, b) => b.prose.end - a.prose.end);
    for (const annotation of opened) {
      yield tags.open(annotation, { isContinued: annotation.prose.start < from, isBlank });
    }
    open = [...open, ...opened];
    yield htmlText(piece);
  }
}

function groupByStart<T extends { readonly prose: Span }>(annotations: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const annotation of annotations) {
    const group = groups.get(annotation.prose.start);
    if (group) group.push(annotation);
    else groups.set(annotation.prose.start, [annotation]);
  }
  return groups;
}

function bordersOf(
  text: string,
  blocks: readonly Block[],
  annotations: readonly { readonly prose: Span }[],
): number[] {
  const borders = new Set([0, text.length]);
  for (const { start, end } of blocks) borders.add(start).add(end);
  for (const { prose } of annotations) borders.add(prose.start).add(prose.end);
  return [...borders].sort((a, b) => a - b);
}
