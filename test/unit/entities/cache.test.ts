import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AnswerCache, passageKey, queryKey } from '../../../server/src/entities/cache.ts';

const passage = 'Ada lives here.';
const answer = { strings: [{ text: 'Ada', score: 0.9 }], outcome: 'complete' } as const;

describe('AnswerCache', () => {
  it('tells models, passages and words apart', () => {
    const keys = [
      queryKey(passageKey('m', 'text'), 'city'),
      queryKey(passageKey('m', 'text'), 'person'),
      queryKey(passageKey('m', 'other'), 'city'),
      queryKey(passageKey('mt', 'ext'), 'city'),
      queryKey(passageKey('m', 'text', 'CoNLL 2003'), 'city'),
      queryKey(passageKey('m', 'text', 'OntoNotes'), 'city'),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(queryKey(passageKey('m', 'text'), 'city'), keys[0]);
  });

  it('finds what was answered without a style under the key that it always had', () => {
    const known = createHash('sha256').update('m\0text').digest('base64');
    assert.equal(passageKey('m', 'text'), known);
  });

  it('lets one caller ask and tells the others when it ends', async () => {
    const cache = new AnswerCache();
    const first = cache.claim('key', passage);
    const second = cache.claim('key', passage);
    assert.ok(first.isMine && !second.isMine);
    first.end(answer);
    await second.ended;
    assert.deepEqual(cache.get('key', passage), answer);
  });

  it('lets another caller ask when the first ends without an answer', async () => {
    const cache = new AnswerCache();
    const first = cache.claim('key', passage);
    const second = cache.claim('key', passage);
    assert.ok(first.isMine && !second.isMine);
    first.end();
    await second.ended;
    assert.equal(cache.get('key', passage), undefined);
    const third = cache.claim('key', passage);
    assert.ok(third.isMine);
    first.end(answer);
    assert.equal(cache.claim('key', passage).isMine, false, 'ending twice does not end the claim of another');
  });

  it('forgets what was used longest ago when its memory is full', () => {
    const cache = new AnswerCache(1000);
    for (const key of ['a', 'b', 'c']) {
      const claim = cache.claim(key, passage);
      assert.ok(claim.isMine);
      claim.end(answer);
      assert.ok(cache.get('a', passage), 'what is used stays');
    }
    const claim = cache.claim('d', passage);
    assert.ok(claim.isMine);
    claim.end(answer);
    assert.equal(cache.get('b', passage), undefined);
    assert.ok(cache.get('a', passage) && cache.get('d', passage));
  });
});
