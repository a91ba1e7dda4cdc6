import { OffsetMap, SEGMENT_SIZE } from './offsetMap.ts';
import type { Segments } from './offsetMap.ts';
import type { Block, BlockKind, ProseDocument } from './prose.ts';

/** The prose of a stretch of a document; offsets count from the starts of the prose and of the stretch. */
export interface ProseFragment {
  readonly prose: string;
  readonly blocks: readonly Block[];
  readonly segments: Segments;
}

/**
 * Builds prose, blocks and offset map together, from the start of a source to its end, so that the three
 * can't disagree. Neighbouring stretches that correspond one to one become one segment.
 */
export class ProseBuilder {
  readonly #parts: string[] = [];
  readonly #blocks: Block[] = [];
  readonly #segments: number[] = [];
  #length = 0;

  /** How many code units the prose has so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds `text`, which stands at `sourceStart` in the source as it is, or with other units of equal length. */
  copy(text: string, sourceStart: number): void {
    this.#add(text, sourceStart, sourceStart + text.length);
  }

  /** Adds `text`, which was read as one piece from the source between two offsets (`&` from `&amp;`). */
  replace(text: string, sourceStart: number, sourceEnd: number): void {
    this.#add(text, sourceStart, sourceEnd);
  }

  /** Adds `text` that stands nowhere in the source. */
  insert(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** Takes back all prose since `length`, at which the prose was separated by inserted text or empty. */
  rewind(length: number): void {
    while (this.#length > length) this.#length -= this.#parts.pop()?.length ?? this.#length;
    while ((this.#segments.at(1 - SEGMENT_SIZE) ?? 0) > length) this.#segments.length -= SEGMENT_SIZE;
  }

  /** Makes a block of the prose between two offsets. Blocks are added in order. */
  block(kind: BlockKind, start: number, end: number): void {
    this.#blocks.push({ kind, start, end });
  }

  /** Adds what another builder read from a later stretch of the source, which starts at `sourceStart`. */
  append(fragment: ProseFragment, sourceStart: number): void {
    const { prose, segments } = fragment;
    const proseStart = this.#length;
    this.insert(prose);
    for (let at = 0; at < segments.length; at += SEGMENT_SIZE) {
      this.#segment(
        proseStart + (segments[at] ?? 0),
        proseStart + (segments[at + 1] ?? 0),
        sourceStart + (segments[at + 2] ?? 0),
        sourceStart + (segments[at + 3] ?? 0),
      );
    }
    for (const { kind, start, end } of fragment.blocks)
      this.block(kind, proseStart + start, proseStart + end);
  }

  /** What was built, as a part of a larger document. */
  fragment(): ProseFragment {
    return { prose: this.#parts.join(''), blocks: this.#blocks, segments: this.#segments };
  }

  /** What was built, as the document that was read from `source`. */
  document(source: string): ProseDocument {
    return {
      source,
      prose: this.#parts.join(''),
      blocks: this.#blocks,
      map: new OffsetMap(this.#segments),
    };
  }

  #add(text: string, sourceStart: number, sourceEnd: number): void {
    if (text === '') return;
    this.#segment(this.#length, this.#length + text.length, sourceStart, sourceEnd);
    this.insert(text);
  }

  #segment(proseStart: number, proseEnd: number, sourceStart: number, sourceEnd: number): void {
    const segments = this.#segments;
    const last = segments.length - SEGMENT_SIZE;
    const continues =
      last >= 0 &&
      segments[last + 1] === proseStart &&
      segments[last + 3] === sourceStart &&
      proseEnd - proseStart === sourceEnd - sourceStart &&
      proseStart - (segments[last] ?? 0) === sourceStart - (segments[last + 2] ?? 0);
    if (continues) {
      segments[last + 1] = proseEnd;
      segments[last + 3] = sourceEnd;
    } else segments.push(proseStart, proseEnd, sourceStart, sourceEnd);
  }
}
