import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Rhythm } from '../../../server/src/model/local/rhythm.ts';

describe('the rhythm of refills and steps', () => {
  it('fills idle lanes until more than half are busy, then decodes until a quarter is left', () => {
    const rhythm = new Rhythm(8);
    assert.equal(rhythm.next(0), 'refill');
    assert.equal(rhythm.next(0), 'refill');
    assert.equal(rhythm.next(3), 'refill');
    assert.equal(rhythm.next(5), 'decode');
    for (let step = 1; step < 4; step++) assert.equal(rhythm.next(3), 'decode');
    assert.equal(rhythm.next(3), 'decode');
    assert.equal(rhythm.next(2), 'refill');
  });

  it('decodes the first answers after one refill', () => {
    const rhythm = new Rhythm(8);
    assert.equal(rhythm.next(0), 'refill');
    assert.ok(rhythm.isFirst);
    assert.equal(rhythm.next(1), 'decode');
    assert.ok(!rhythm.isFirst);
  });

  it('gets a single long answer on, however many short ones wait', () => {
    const rhythm = new Rhythm(8);
    const did = Array.from({ length: 112 }, () => rhythm.next(1));
    assert.ok(did.filter((what) => what === 'decode').length >= 64);
  });

  it('with one lane, decodes whatever is open', () => {
    const rhythm = new Rhythm(1);
    assert.deepEqual(
      [0, 1, 1, 0, 1].map((busy) => rhythm.next(busy)),
      ['refill', 'decode', 'decode', 'refill', 'decode'],
    );
  });
});
