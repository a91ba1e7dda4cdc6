import { createHash } from 'node:crypto';

/** Bytes of a key: the beginning of a SHA-256, as a latin-1 string. */
export const keyLength = 16;

const magic = Buffer.from('UNERANS1', 'latin1');
const hashLength = 32;
const countAt = magic.length + hashLength;
const keysAt = countAt + 4;
/** Bytes of a key that are compared as one number; the rest only decides between equals. */
const headLength = 6;

/**
 * Encodes entries as a segment: `UNERANS1`, the SHA-256 of what follows, their count, their keys in order, where
 * each value ends (both numbers of 32 bits, big-endian), and the values.
 * @param entries values by keys of {@link keyLength} bytes, both in latin-1
 */
export function encodeSegment(entries: ReadonlyMap<string, string>): Buffer {
  const keys = [...entries.keys()].sort();
  const values = keys.map((key) => entries.get(key) ?? '');
  const table = Buffer.alloc(4 + keys.length * (keyLength + 4));
  table.writeUInt32BE(keys.length, 0);
  let end = 0;
  for (const [index, key] of keys.entries()) {
    table.write(key, 4 + index * keyLength, keyLength, 'latin1');
    end += (values[index] ?? '').length;
    table.writeUInt32BE(end, 4 + keys.length * keyLength + index * 4);
  }
  const content = Buffer.concat([table, Buffer.from(values.join(''), 'latin1')]);
  return Buffer.concat([magic, createHash('sha256').update(content).digest(), content]);
}

/** Entries that don't change any more, found by binary search in the bytes as they are on disk. */
export class AnswerSegment {
  readonly count: number;
  readonly #bytes: Buffer;
  readonly #endsAt: number;
  readonly #valuesAt: number;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.count = bytes.readUInt32BE(countAt);
    this.#endsAt = keysAt + this.count * keyLength;
    this.#valuesAt = this.#endsAt + this.count * 4;
  }

  /** @returns `undefined` for bytes that {@link encodeSegment} did not write, or that were changed since */
  static read(bytes: Buffer): AnswerSegment | undefined {
    if (bytes.length < keysAt || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
    const hash = createHash('sha256').update(bytes.subarray(countAt)).digest();
    return hash.equals(bytes.subarray(magic.length, countAt)) ? new AnswerSegment(bytes) : undefined;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get(key: string): string | undefined {
    const wanted = Buffer.from(key, 'latin1');
    const head = wanted.readUIntBE(0, headLength);
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order =
        this.#bytes.readUIntBE(keysAt + middle * keyLength, headLength) - head ||
        this.#compare(middle, wanted);
      if (order === 0) return this.#value(middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  *entries(): Generator<[key: string, value: string]> {
    for (let index = 0; index < this.count; index++) {
      const at = keysAt + index * keyLength;
      yield [this.#bytes.toString('latin1', at, at + keyLength), this.#value(index)];
    }
  }

  #compare(index: number, wanted: Buffer): number {
    const at = keysAt + index * keyLength;
    return this.#bytes.compare(wanted, 0, keyLength, at, at + keyLength);
  }

  #value(index: number): string {
    const start = index === 0 ? 0 : this.#bytes.readUInt32BE(this.#endsAt + (index - 1) * 4);
    const end = this.#bytes.readUInt32BE(this.#endsAt + index * 4);
    return this.#bytes.toString('latin1', this.#valuesAt + start, this.#valuesAt + end);
  }
}
