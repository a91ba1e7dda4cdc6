import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** An annotated passage of a data set: its text, and the strings of each type that people marked in it. */
export interface NerRecord {
  readonly text: string;
  readonly entities: readonly { readonly text: string; readonly type: string }[];
}

/** A part of a data set, with all types that occur in it, in alphabetical order. */
export interface NerSet {
  readonly name: string;
  readonly types: readonly string[];
  readonly records: readonly NerRecord[];
}

/**
 * Reads `<folder>/<name>.<part>.jsonl.gz`: a record a line, `{"text", "entities": [{"text", "type", ...}]}`.
 * @param part `test` or `train`
 * @throws {Error} when the file is missing or not of that shape
 */
export async function readNerSet(folder: string, name: string, part: string): Promise<NerSet> {
  const content = gunzipSync(await readFile(join(folder, `${name}.${part}.jsonl.gz`))).toString('utf8');
  const records = content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NerRecord);
  const types = new Set(records.flatMap(({ entities }) => entities.map(({ type }) => type)));
  return { name, types: [...types].sort(), records };
}

/** `count` records drawn at random, without repetition; the same ones for the same seed. */
export function drawRecords(set: NerSet, count: number, seed: number): NerSet {
  const records = [...set.records];
  const next = mulberry32(seed);
  for (let last = records.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    const held = records[last] as NerRecord;
    records[last] = records[other] as NerRecord;
    records[other] = held;
  }
  return { ...set, records: records.slice(0, count) };
}

/** Tommy Ettinger's Mulberry32 (public domain): numbers in [0, 1), the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
