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

  it('decodes the answers of a newcomer after one refill, and refills at once for it where a lane is idle', () => {
    const rhythm = new Rhythm(8);
    const next = (busy: number, isPressing: boolean): string =>
      `${rhythm.next(busy, isPressing ? 'newcomer' : 'nobody')} ${String(rhythm.isForNewcomer)}`;
    assert.deepEqual(
      [next(0, true), next(1, false), next(8, true), next(7, false), next(7, true), next(3, false)],
      ['refill true', 'decode false', 'decode false', 'decode false', 'refill true', 'decode false'],
    );
  });

  it('decodes after one refill what a person waits for', () => {
    const rhythm = new Rhythm(8);
    const did = [0, 1, 1, 1, 1, 1, 1].map((busy) => rhythm.next(busy, 'awaited'));
    assert.deepEqual(did, ['refill', 'decode', 'decode', 'decode', 'decode', 'refill', 'decode']);
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
