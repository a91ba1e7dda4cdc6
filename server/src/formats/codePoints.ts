const BLOCK = 1024;

/** The offsets of one text in both units: UTF-16 code units and Unicode code points. */
export class CodePoints {
  /** For each block, how many surrogate pairs end before it; empty when the text has none. */
  readonly #pairsBefore: Uint32Array;
  readonly #text: string;
  /** The text's length in code points. */
  readonly length: number;

  constructor(text: string) {
    this.#text = text;
    if (/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
      this.#pairsBefore = new Uint32Array(Math.floor(text.length / BLOCK) + 1);
      let pairs = 0;
      for (let offset = 1; offset <= text.length; offset++) {
        if (this.#isInPair(offset - 1)) pairs++;
        if (offset % BLOCK === 0) this.#pairsBefore[offset / BLOCK] = pairs;
      }
    } else {
      this.#pairsBefore = new Uint32Array(0);
    }
    this.length = this.fromUtf16(text.length);
  }

  /**
   * How many code points begin before a UTF-16 offset.
   * @param offset from 0 to the text's length in UTF-16 code units; an unpaired surrogate counts one
   */
  fromUtf16(offset: number): number {
    if (this.#pairsBefore.length === 0) return offset;
    const block = Math.floor(offset / BLOCK);
    let pairs = this.#pairsBefore[block] ?? 0;
    for (let at = block * BLOCK; at < offset; at++) if (this.#isInPair(at)) pairs++;
    return offset - pairs;
  }

  /**
   * The UTF-16 offset before the code point with a given number.
   * @param codePoint from 0 to {@link length}
   */
  toUtf16(codePoint: number): number {
    if (this.#pairsBefore.length === 0) return codePoint;
    let low = 0;
    let high = this.#pairsBefore.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (middle * BLOCK - (this.#pairsBefore[middle] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    let offset = low * BLOCK;
    let seen = offset - (this.#pairsBefore[low] ?? 0);
    while (offset < this.#text.length && (seen < codePoint || this.#isInPair(offset))) {
      if (!this.#isInPair(offset)) seen++;
      offset++;
    }
    return offset;
  }

  /** Whether the code unit at this offset is the second half of a pair. */
  #isInPair(offset: number): boolean {
    return (
      offset > 0 &&
      isBetween(this.#text, offset, 0xdc00, 0xdfff) &&
      isBetween(this.#text, offset - 1, 0xd800, 0xdbff)
    );
  }
}

function isBetween(text: string, offset: number, low: number, high: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit >= low && unit <= high;
}
