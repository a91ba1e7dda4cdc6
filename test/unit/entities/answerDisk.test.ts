import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { AnswerDisk } from '../../../server/src/entities/answerDisk.ts';
import { AnswerSegment, encodeSegment, keyLength } from '../../../server/src/entities/answerSegment.ts';
import { AnswerCache, passageKey, queryKey } from '../../../server/src/entities/cache.ts';
import type { KnownAnswer } from '../../../server/src/entities/cache.ts';
import { packAnswer, storedKey, unpackAnswer } from '../../../server/src/entities/storedAnswer.ts';

const root = new URL('../../../', import.meta.url);
const latin1 = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const keys = fc.string({ unit: latin1, minLength: keyLength, maxLength: keyLength });
const value = '0 0 3 0.5';

/** Distinct keys, in no order. */
function keyOf(number: number): string {
  return storedKey(`key ${String(number)}`);
}

describe('a segment of answers', () => {
  it('gives back what was put in, and nothing else', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, fc.string({ unit: latin1 })), keys, (record, other) => {
        const entries = new Map(Object.entries(record));
        const segment = AnswerSegment.read(encodeSegment(entries));
        assert.ok(segment);
        assert.deepEqual(new Map(segment.entries()), entries);
        for (const [key, stored] of entries) assert.equal(segment.get(key), stored);
        assert.equal(segment.get(other), entries.get(other));
      }),
    );
  });

  it('is refused when any byte of it was changed or cut off', () => {
    const bytes = encodeSegment(new Map([1, 2, 3].map((number) => [keyOf(number), value])));
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      assert.equal(AnswerSegment.read(changed), undefined, `byte ${String(at)}`);
      assert.equal(AnswerSegment.read(bytes.subarray(0, at)), undefined, `cut at ${String(at)}`);
    }
  });
});

describe('a stored answer', () => {
  const strings = fc.array(
    fc.record({
      start: fc.nat(60),
      length: fc.integer({ min: 1, max: 20 }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  it('is restored from its passage', () => {
    const outcomes = fc.constantFrom<KnownAnswer['outcome']>('complete', 'truncated', 'too-long');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 100 }),
        strings,
        outcomes,
        (passage, spans, outcome) => {
          const answer = {
            outcome,
            strings: spans.map(({ start, length, score }) => ({
              text: passage.slice(start, start + length),
              score,
            })),
          };
          const packed = packAnswer(answer, passage);
          assert.ok(packed !== undefined);
          assert.match(packed, /^[0-9 .e-]+$/);
          assert.deepEqual(unpackAnswer(packed, passage), answer);
        },
      ),
    );
  });

  it('is not made of a string that the passage does not hold', () => {
    assert.equal(packAnswer({ outcome: 'complete', strings: [{ text: 'Bob', score: 1 }] }, 'Ada'), undefined);
  });

  it('is refused where it can not be about the passage', () => {
    for (const wrong of [
      '',
      'x',
      '3',
      '0 1',
      '0 0 4 1',
      '0 -1 2 1',
      '0 0 0 1',
      '0 0 1 2',
      '0 0 1 NaN',
      '0.5',
    ])
      assert.equal(unpackAnswer(wrong, 'Ada'), undefined, wrong);
    fc.assert(
      fc.property(fc.string(), (packed) => {
        unpackAnswer(packed, 'Ada');
      }),
    );
  });
});

describe('answers on disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'universal-ner disk-')), 'answers');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const segments = (): string[] => readdirSync(folder).map((name) => join(folder, name));

  async function written(count: number, first = 0): Promise<AnswerDisk> {
    const disk = new AnswerDisk(folder);
    for (let number = first; number < first + count; number++) disk.put(keyOf(number), value);
    await disk.flush();
    return disk;
  }

  async function opened(): Promise<AnswerDisk> {
    const disk = new AnswerDisk(folder);
    await disk.refresh();
    return disk;
  }

  it('are there for the next process, and at once for this one', async () => {
    const disk = new AnswerDisk(folder);
    assert.equal(disk.get(keyOf(1)), undefined);
    disk.put(keyOf(1), value);
    assert.equal(disk.get(keyOf(1)), value);
    await disk.flush();
    assert.equal(disk.get(keyOf(1)), value);
    const next = await opened();
    assert.equal(next.get(keyOf(1)), value);
    assert.equal(next.get(keyOf(2)), undefined);
  });

  it('are written by themselves after a while', async () => {
    const disk = new AnswerDisk(folder, { flushMs: 1 });
    disk.put(keyOf(1), value);
    for (;;) {
      if ((await opened()).get(keyOf(1)) === value) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });

  it('hold no text: neither of the passage, nor of the type, nor of the answer', async () => {
    const passage = 'Confidential: Wilhelmina Featherstonehaugh takes digoxin.';
    const cache = new AnswerCache();
    cache.use(new AnswerDisk(folder));
    const key = queryKey(passageKey('model', passage), 'secret medicine');
    const claim = cache.claim(key, passage);
    assert.ok(claim.isMine);
    const answer: KnownAnswer = { outcome: 'complete', strings: [{ text: 'digoxin', score: 0.75 }] };
    claim.end(answer);
    await cache.flush();
    assert.ok(segments().length > 0);
    for (const file of segments()) {
      const bytes = readFileSync(file).toString('latin1');
      for (const word of [...(passage.match(/\w{4,}/g) ?? []), 'secret', 'medicine', 'model']) {
        assert.ok(!bytes.includes(word), word);
        assert.ok(!bytes.includes(Buffer.from(word, 'utf16le').toString('latin1')), word);
        assert.ok(!file.includes(word), word);
      }
    }
    const next = new AnswerCache();
    next.use(new AnswerDisk(folder));
    await next.prepare();
    assert.deepEqual(next.get(key, passage), answer);
    assert.equal(
      next.get(queryKey(passageKey('another model', passage), 'secret medicine'), passage),
      undefined,
    );
  });

  it('are dropped file by file where they are damaged', async () => {
    await written(3);
    await written(3, 10);
    const [first = ''] = segments();
    const bytes = readFileSync(first);
    writeFileSync(first, bytes.subarray(0, bytes.length / 2));
    writeFileSync(join(folder, 'empty.answers'), '');
    const disk = await opened();
    const found = [0, 10].filter((number) => disk.get(keyOf(number)) === value);
    assert.equal(found.length, 1);
    assert.equal(segments().length, 1, 'the damaged ones are gone');
    disk.put(keyOf(20), value);
    await disk.flush();
    assert.equal((await opened()).get(keyOf(20)), value);
  });

  it('are asked again, without a word, where the folder can not be used', async () => {
    writeFileSync(folder, 'a file');
    const disk = await written(1);
    await disk.refresh();
    assert.equal(disk.get(keyOf(0)), undefined);
    await disk.clear();
  });

  it('become few files, and lose nothing by it', async () => {
    for (let round = 0; round < 30; round++) await written(5, 5 * round);
    assert.ok(segments().length < 10, String(segments().length));
    const disk = await opened();
    for (let number = 0; number < 150; number++) assert.equal(disk.get(keyOf(number)), value);
  });

  it('stay within their size; what was used longest ago goes first', async () => {
    const count = 40_000;
    await written(count);
    await written(count, count);
    const [one, two] = segments();
    assert.ok(one && two);
    for (const file of segments()) utimesSync(file, 1_000_000, 1_000_000);
    const disk = new AnswerDisk(folder, { maxBytes: statSync(one).size * 1.5 });
    await disk.refresh();
    assert.equal(disk.get(keyOf(0)), value, 'used now');
    await disk.flush();
    assert.equal(segments().length, 1);
    const next = await opened();
    assert.equal(next.get(keyOf(0)), value);
    assert.equal(next.get(keyOf(count)), undefined);
  });

  it('leave nothing behind of a writer that was killed long ago, and what others are writing', async () => {
    await written(1);
    const [abandoned, current] = ['abandoned', 'current'].map((name) => join(folder, `${name}.answers.123`));
    assert.ok(abandoned && current);
    for (const file of [abandoned, current]) writeFileSync(file, 'half');
    const longAgo = Date.now() / 1000 - 86_400;
    utimesSync(abandoned, longAgo, longAgo);
    await written(1, 10);
    assert.ok(!segments().includes(abandoned));
    assert.ok(segments().includes(current));
  });

  it('are forgotten when they are cleared', async () => {
    const other = await written(3);
    const disk = await opened();
    disk.put(keyOf(5), value);
    await disk.clear();
    for (const number of [0, 5]) assert.equal(disk.get(keyOf(number)), undefined);
    assert.equal((await opened()).get(keyOf(0)), undefined);
    other.put(keyOf(6), value);
    await other.flush();
    assert.equal(other.get(keyOf(0)), undefined, 'another process notices');
    assert.equal((await opened()).get(keyOf(6)), value);
  });

  it('are shared by processes that write at the same time', async function () {
    this.timeout(60_000);
    const script = `
      import { AnswerDisk } from './server/src/entities/answerDisk.ts';
      import { storedKey } from './server/src/entities/storedAnswer.ts';
      const [folder, from] = process.argv.slice(-2);
      const disk = new AnswerDisk(folder);
      for (let round = 0; round < 20; round++) {
        for (let number = 0; number < 10; number++)
          disk.put(storedKey('key ' + String(Number(from) + round * 10 + number)), '${value}');
        await disk.flush();
      }`;
    const run = (from: number): Promise<unknown> =>
      promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', '--input-type=module', '--eval', script, folder, String(from)],
        { cwd: root },
      );
    await Promise.all([run(0), run(1000)]);
    const disk = await opened();
    for (const from of [0, 1000])
      for (let number = from; number < from + 200; number++) assert.equal(disk.get(keyOf(number)), value);
  });
});
