import type { Span } from './span.ts';

/**
 * Stretches of prose and the stretches of source that they were read from, in order and without overlaps:
 * four numbers each, `proseStart, proseEnd, sourceStart, sourceEnd`. Equal lengths mean that the units
 * correspond one to one; different lengths that the stretch is one piece (`&` read from `&amp;`).
 */
export type Segments = readonly number[];

/** How many numbers of {@link Segments} make one segment. */
export const SEGMENT_SIZE = 4;

/**
 * The way between a document's prose and its source. Prose that belongs to no segment stands nowhere in the
 * source (separators between blocks); source that belongs to no segment is markup.
 * All offsets are UTF-16 code units. Memory: 16 bytes a segment; plain text is one segment.
 */
export class OffsetMap {
  readonly #table: Uint32Array;

  constructor(segments: Segments) {
    this.#table = Uint32Array.from(segments);
  }

  /** The map of a text whose prose is its source, `length` code units long. */
  static identity(length: number): OffsetMap {
    return new OffsetMap(length === 0 ? [] : [0, length, 0, length]);
  }

  /** How many segments the map holds. */
  get segmentCount(): number {
    return this.#table.length / SEGMENT_SIZE;
  }

  /**
   * Where a span of the prose stands in the source: from the start of its first unit's source to the end of
   * its last unit's source. Markup in between is inside, markup around is not. A span that stands nowhere in
   * the source (a separator, or nothing) gives the empty span at the place where it would stand.
   */
  toSource(span: Span): Span {
    const first = this.#firstEndingAfter(span.start, 1);
    const last = this.#firstEndingAfter(span.end - 1, 1);
    const start = this.#sourceStart(first, span.start);
    const lastStarts = last < this.segmentCount && this.#at(last, 0) < span.end;
    const end = lastStarts ? this.#sourceEnd(last, span.end) : this.#endOf(last - 1);
    return span.start < span.end && start < end ? { start, end } : { start, end: start };
  }

  /**
   * The prose that was read from a span of the source; `undefined` when the span holds markup only, or
   * nothing. A piece that the span touches (`&amp;`) is inside as a whole.
   */
  toProse(span: Span): Span | undefined {
    if (span.start >= span.end) return undefined;
    const first = this.#firstEndingAfter(span.start, 3);
    if (first >= this.segmentCount || this.#at(first, 2) >= span.end) return undefined;
    let last = this.#firstEndingAfter(span.end - 1, 3);
    if (last >= this.segmentCount || this.#at(last, 2) >= span.end) last--;
    return { start: this.#proseStart(first, span.start), end: this.#proseEnd(last, span.end) };
  }

  #at(segment: number, field: number): number {
    return this.#table[segment * SEGMENT_SIZE + field] ?? 0;
  }

  /** The first segment whose end (`field` 1: in the prose, 3: in the source) lies after `offset`. */
  #firstEndingAfter(offset: number, field: 1 | 3): number {
    let low = 0;
    let high = this.segmentCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#at(middle, field) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #isOneToOne(segment: number): boolean {
    return this.#at(segment, 1) - this.#at(segment, 0) === this.#at(segment, 3) - this.#at(segment, 2);
  }

  /** Where the source of the prose from `offset` on starts, `segment` being the first that ends after it. */
  #sourceStart(segment: number, offset: number): number {
    if (segment >= this.segmentCount) return this.#endOf(segment - 1);
    const inside = Math.max(0, offset - this.#at(segment, 0));
    return this.#at(segment, 2) + (this.#isOneToOne(segment) ? inside : 0);
  }

  #sourceEnd(segment: number, offset: number): number {
    const missing = Math.max(0, this.#at(segment, 1) - offset);
    return this.#at(segment, 3) - (this.#isOneToOne(segment) ? missing : 0);
  }

  #endOf(segment: number): number {
    return segment < 0 ? 0 : this.#at(segment, 3);
  }

  #proseStart(segment: number, offset: number): number {
    const inside = Math.max(0, offset - this.#at(segment, 2));
    return this.#at(segment, 0) + (this.#isOneToOne(segment) ? inside : 0);
  }

  #proseEnd(segment: number, offset: number): number {
    const missing = Math.max(0, this.#at(segment, 3) - offset);
    return this.#at(segment, 1) - (this.#isOneToOne(segment) ? missing : 0);
  }
}
