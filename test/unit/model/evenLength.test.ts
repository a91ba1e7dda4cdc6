import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { evenLength } from '../../../server/src/model/local/evenLength.ts';

describe('lanes that have different numbers of tokens to evaluate', () => {
  it('are filled up to the longest where that takes few tokens for every length less', () => {
    assert.equal(evenLength([9, 9, 12, 11]), 12);
    assert.equal(evenLength([9, 9, 9, 10]), 10);
    assert.equal(evenLength([9, 9, 9]), 9);
    assert.equal(evenLength([1]), 1);
  });

  it('stay as they are where a single one is much longer', () => {
    assert.equal(evenLength([9, 9, 9, 12]), 0);
    assert.equal(evenLength([1, 40]), 0);
  });
});
