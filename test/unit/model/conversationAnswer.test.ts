import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  isGoingRound,
  isListWhole,
  saysNone,
  withoutThoughts,
} from '../../../server/src/model/conversationAnswer.ts';
import { readEntityPairs } from '../../../server/src/model/entityPairs.ts';

describe('an answer in conversation', () => {
  it('is whole when something else follows its list, and not before', () => {
    const whole = [
      '[("Ada", "person")]\n\nExplanation',
      '```python\n[("Ada", "person")]\n```',
      'Sure: [["Ada", "person"], ["Oslo", "city"]] Anything else?',
      '{"entities": [{"entity": "Ada", "type": "person"}]}\nPassage: next',
      '<think>[("x", "y")] hm</think>[("Ada", "person")] That is all.',
    ];
    for (const text of whole) assert.ok(isListWhole(text), text);
    const growing = [
      '',
      'Here is the list',
      '[("Ada", "person")',
      '[("Ada", "person")]',
      '[("Ada", "person")]\n',
      '[["Ada", "person"], ["Oslo", "ci',
      '[("Ada", "person")], [("Oslo", "city")',
      '[("Ada", "person")]\n[("Oslo", "city")]',
      'I have [as you asked] looked: ',
      '<think>[("x", "y")] and so on',
    ];
    for (const text of growing) assert.ok(!isListWhole(text), text);
  });

  it('goes round in circles when it ends with the same three times', () => {
    assert.ok(isGoingRound('[("Ada", "person"), ("Oslo", "city"), ("Oslo", "city"), ("Oslo", "city"), '));
    assert.ok(!isGoingRound('[("Ada", "person"), ("Oslo", "city"), ("Oslo", "city"), '));
    assert.ok(!isGoingRound('[("1", "day"), ("2", "day"), ("3", "day"), '));
    assert.ok(!isGoingRound('hahaha'));
  });

  it('says that there are no entities in several ways', () => {
    for (const text of ['[]', '[ ]', 'No entities were found.', 'There are no named entities here.'])
      assert.ok(saysNone(text), text);
    for (const text of ['', 'I can not do that.', '<think>[]']) assert.ok(!saysNone(text), text);
  });

  it('does not hold what was thought aloud before it', () => {
    assert.equal(withoutThoughts('<think>\nwho?\n</think>\n[]'), '\n[]');
    assert.equal(withoutThoughts('<thinking>who'), '');
    assert.equal(withoutThoughts('a <think> b'), 'a <think> b');
    const pairs = readEntityPairs('<think>("Ada", "verb")</think>[("Ada", "person")]', 'Ada');
    assert.deepEqual(pairs, [{ entity: 'Ada', type: 'person' }]);
  });
});
