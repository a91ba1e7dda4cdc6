import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ChunkPace } from '../../../server/src/model/local/chunkPace.ts';

/** Evaluations of whole chunks, each at so many milliseconds a token. */
function evaluate(pace: ChunkPace, rates: readonly number[]): void {
  for (const rate of rates) pace.took(pace.tokens, pace.tokens * rate);
}

describe('the pace of chunks', () => {
  it('begins with the usual chunk wherever that is bearable, and smaller on a slow machine', () => {
    const begun = (ms: number): number => {
      const pace = new ChunkPace(256);
      pace.warmedUp(8, ms);
      return pace.tokens;
    };
    assert.deepEqual(
      [5, 20, 48].map((ms) => begun(ms)),
      [128, 128, 128],
    );
    assert.equal(begun(200), 32);
    assert.equal(begun(100_000), 16);
    assert.equal(new ChunkPace(64).tokens, 64);
  });

  it('stays as it is while another program takes the processor now and then', () => {
    const pace = new ChunkPace(256);
    for (let round = 0; round < 20; round++) evaluate(pace, [9, 9, 9, 9, 9, 1.2]);
    assert.equal(pace.tokens, 128);
  });

  it('follows what the machine can do at best, up to what the context takes', () => {
    const pace = new ChunkPace(256);
    evaluate(
      pace,
      Array.from({ length: 8 }, () => 3),
    );
    assert.equal(pace.tokens, 64);
    evaluate(
      pace,
      Array.from({ length: 40 }, () => 0.1),
    );
    assert.equal(pace.tokens, 256);
  });

  it('learns nothing of short stretches, which cost more a token', () => {
    const pace = new ChunkPace(256);
    for (let count = 0; count < 100; count++) pace.took(9, 900);
    assert.equal(pace.tokens, 128);
  });
});
