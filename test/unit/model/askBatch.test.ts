import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer, Query } from '../../../server/src/model/engine.ts';
import { AskBatch } from '../../../server/src/model/local/askBatch.ts';

const query = (passage: string, type: string): Query => ({ passage, type });
const answerTo = (asked: Query): Answer => ({
  query: asked,
  strings: [],
  outcome: 'complete',
  tokens: { passage: 1, answer: 1 },
});
const [one, two, three] = [query('p', 'a'), query('p', 'b'), query('q', 'a')];

async function readAll(batch: AskBatch): Promise<Query[]> {
  const queries: Query[] = [];
  for await (const answer of batch.read()) queries.push(answer.query);
  return queries;
}

describe('a batch of queries', () => {
  it('hands out queries of one passage at a time, as many as there is room for', () => {
    const batch = new AskBatch([one, two, three]);
    assert.deepEqual(batch.take(1), [one]);
    assert.deepEqual(batch.take(8), [two]);
    assert.deepEqual([batch.hasWaiting, batch.take(8), batch.hasWaiting], [true, [three], false]);
    assert.deepEqual(batch.take(8), []);
  });

  it('ranks a user’s first passage first, then what a person looks at, then the rest by who asks', () => {
    const seen: Query = { ...query('r', 'a'), seenSince: 7 };
    const ranks = (priority: 'user' | 'background'): (number | undefined)[] => {
      const batch = new AskBatch([one, two, three, seen], { priority });
      const found: (number | undefined)[] = [];
      do found.push(batch.want?.rank);
      while (batch.take(1).length > 0);
      return found;
    };
    assert.deepEqual(ranks('user'), [0, 0, 3, 1, undefined]);
    assert.deepEqual(ranks('background'), [4, 4, 4, 2, undefined]);
  });

  it('is overtaken when the view changed after its next query was decided', () => {
    let viewedSince = performance.now();
    const batch = new AskBatch([one, two], { viewedSince: () => viewedSince });
    assert.equal(batch.isOvertaken, false);
    viewedSince = performance.now() + 1;
    assert.equal(batch.isOvertaken, true);
    batch.take(2);
    assert.equal(batch.isOvertaken, false, 'nothing waits');
  });

  it('yields answers in the order in which they came, and ends after the last', async () => {
    const batch = new AskBatch([one, two, three]);
    while (batch.hasWaiting) batch.take(8);
    batch.deliver(answerTo(three));
    const reading = readAll(batch);
    batch.deliver(answerTo(one));
    await Promise.resolve();
    batch.deliver(answerTo(two));
    assert.deepEqual(await reading, [three, one, two]);
  });

  it('takes queries only when they are to be handed out, and ends with those that were', async () => {
    const taken: Query[] = [];
    function* lazily(): Generator<Query> {
      for (const next of [one, two, three]) {
        taken.push(next);
        yield next;
      }
    }
    const batch = new AskBatch(lazily());
    assert.deepEqual(taken, []);
    assert.deepEqual(batch.take(1), [one]);
    assert.deepEqual(taken, [one]);
    const reading = readAll(batch);
    batch.deliver(answerTo(one));
    while (batch.hasWaiting) for (const next of batch.take(8)) batch.deliver(answerTo(next));
    assert.deepEqual(await reading, [one, two, three]);
  });

  it('fails when its queries do', async () => {
    const failing = {
      *[Symbol.iterator](): Generator<Query> {
        yield one;
        throw new Error('no more');
      },
    };
    const batch = new AskBatch(failing);
    assert.deepEqual(batch.take(8), [one]);
    await assert.rejects(readAll(batch), { message: 'no more' });
  });

  it('still yields what came before a failure, then throws the first error', async () => {
    const batch = new AskBatch([one, two]);
    batch.deliver(answerTo(one));
    batch.fail(new Error('first'));
    batch.fail(new Error('second'));
    const reader = batch.read();
    assert.deepEqual((await reader.next()).value, answerTo(one));
    await assert.rejects(reader.next(), { message: 'first' });
    assert.equal(batch.hasWaiting, false);
  });

  it('wakes a reader that waits when the batch fails', async () => {
    const batch = new AskBatch([one]);
    const reading = readAll(batch);
    await Promise.resolve();
    batch.fail(new Error('gone'));
    await assert.rejects(reading, { message: 'gone' });
  });
});
