import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { SeenRanges, type Sight } from '../../../client/src/seenRanges.ts';

const sight = (uri: string, ...lines: readonly (readonly [from: number, to: number])[]): Sight => ({
  uri,
  ranges: lines.map(([from, to]) => ({
    start: { line: from, character: 0 },
    end: { line: to, character: 0 },
  })),
});

describe('what is in sight', () => {
  let seen: SeenRanges;
  beforeEach(() => {
    seen = new SeenRanges();
  });

  it('is told once, and again when a person scrolls', () => {
    assert.deepEqual(seen.news([sight('a', [0, 40])]), [sight('a', [0, 40])]);
    assert.deepEqual(seen.news([sight('a', [0, 40])]), []);
    assert.deepEqual(seen.news([sight('a', [10, 50])]), [sight('a', [10, 50])]);
  });

  it('is told of a document with all its editors together', () => {
    const folded = sight('a', [0, 10], [90, 100]);
    assert.deepEqual(seen.news([folded, sight('b', [0, 5]), sight('a', [50, 60])]), [
      sight('a', [0, 10], [90, 100], [50, 60]),
      sight('b', [0, 5]),
    ]);
  });

  it('is nothing of a document that was hidden, which is told once', () => {
    seen.news([sight('a', [0, 40]), sight('b', [0, 5])]);
    assert.deepEqual(seen.news([sight('b', [0, 5])]), [sight('a')]);
    assert.deepEqual(seen.news([sight('b', [0, 5])]), []);
    assert.deepEqual(seen.news([sight('a', [0, 40]), sight('b', [0, 5])]), [sight('a', [0, 40])]);
  });

  it('is told anew of a document that was closed and opened again', () => {
    seen.news([sight('a', [0, 40])]);
    assert.ok(seen.knows('a'));
    seen.forget('a');
    assert.ok(!seen.knows('a'));
    assert.deepEqual(seen.news([]), []);
    assert.deepEqual(seen.news([sight('a', [0, 40])]), [sight('a', [0, 40])]);
  });
});
