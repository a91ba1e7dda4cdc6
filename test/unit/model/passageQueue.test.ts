import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Token } from 'node-llama-cpp';
import type { Rank, Want } from '../../../server/src/model/local/want.ts';
import { PassageQueue } from '../../../server/src/model/local/passageQueue.ts';

const wanted = (rank: Rank, since = 0): Want => ({ rank, since });
const tokens = (count: number): Token[] => Array.from({ length: count }, (_, index) => index as Token);

/** A queue of queries `[passage, length of the question, rank]`, with ids from 1 in this order. */
function queueOf(
  queries: readonly (readonly [passage: string, questionLength: number, rank?: Rank])[],
): PassageQueue {
  const queue = new PassageQueue();
  for (const [index, [passage, length, rank = 2]] of queries.entries())
    queue.add(
      { id: index + 1, want: wanted(rank), passage, type: `type ${String(index + 1)}` },
      tokens(length),
    );
  return queue;
}

function drain(queue: PassageQueue, own?: string): number[] {
  const ids: number[] = [];
  for (let next = queue.take({ own }); next; next = queue.take({ own })) ids.push(next.query.id);
  return ids;
}

describe('the queue of passages', () => {
  it('keeps the order of passages, and the queries of one together', () => {
    assert.deepEqual(
      drain(
        queueOf([
          ['a', 5],
          ['b', 5],
          ['a', 5],
          ['c', 5],
          ['b', 5],
        ]),
      ),
      [1, 3, 2, 5, 4],
    );
  });

  it('puts questions of equal length next to each other, and otherwise keeps their order', () => {
    assert.deepEqual(
      drain(
        queueOf([
          ['a', 6],
          ['a', 5],
          ['a', 6],
          ['a', 5],
          ['a', 7],
        ]),
      ),
      [2, 4, 1, 3, 5],
    );
  });

  it('counts what is expected of an answer as part of the length', () => {
    const queue = new PassageQueue();
    const query = (id: number) => ({ id, want: wanted(3), passage: 'a', type: 'b' });
    queue.add(query(1), tokens(5), tokens(3));
    queue.add(query(2), tokens(6));
    queue.add(query(3), tokens(6), tokens(2));
    assert.deepEqual(drain(queue), [2, 1, 3]);
  });

  it('gives queries of the preferred passage first, then of the oldest', () => {
    const queue = queueOf([
      ['a', 5],
      ['b', 5],
      ['a', 5],
    ]);
    assert.equal(queue.take({ own: 'b' })?.query.id, 2);
    assert.deepEqual(drain(queue, 'b'), [1, 3]);
  });

  it('gives what is wanted sooner first, also to a lane that could go on with its own passage', () => {
    const queue = queueOf([
      ['a', 5],
      ['b', 5, 4],
      ['c', 5, 0],
      ['a', 5],
      ['b', 5, 1],
    ]);
    assert.equal(queue.soonest?.rank, 0);
    assert.equal(queue.take({ own: 'a', holders: new Map([['a', 1]]) })?.query.id, 3);
    assert.equal(queue.soonest?.rank, 1, 'a passage is wanted as soon as the first of its queries');
    assert.equal(
      queue.take({ own: 'a', holders: new Map([['a', 1]]), mayOpen: false })?.query.id,
      1,
      'b may not be opened',
    );
    assert.deepEqual(drain(queue, 'a'), [2, 5, 4]);
    assert.equal(queue.soonest, undefined);
  });

  it('gives first what came into view last', () => {
    const queue = new PassageQueue();
    for (const [index, since] of [5, 9, 5, 0].entries())
      queue.add({ id: index, want: wanted(1, since), passage: String(index), type: 'a' }, tokens(5));
    assert.equal(queue.take({ own: '0', upTo: wanted(1, 7) })?.query.id, 1);
    assert.equal(queue.take({ own: '0', upTo: wanted(1, 7) }), undefined);
    assert.deepEqual(drain(queue), [0, 2, 3]);
  });

  it('gives nothing that is wanted later than allowed', () => {
    const queue = queueOf([
      ['a', 5, 3],
      ['b', 5, 2],
    ]);
    assert.equal(queue.take({ own: 'a', upTo: wanted(1) }), undefined);
    assert.equal(queue.take({ own: 'a', upTo: wanted(2) })?.query.id, 2);
    assert.equal(queue.take({ own: 'a', upTo: wanted(2) }), undefined);
    assert.equal(queue.take({})?.query.id, 1);
  });

  it('forgets what was cancelled, and is empty when all is', () => {
    const queue = queueOf([
      ['a', 5],
      ['b', 5],
      ['a', 5],
    ]);
    queue.cancel(new Set([1, 2, 99]));
    assert.equal(queue.empty, false);
    queue.cancel(new Set([3]));
    assert.equal(queue.empty, true);
    assert.equal(queue.take({}), undefined);
  });

  it('sends a lane to a passage that has more queries than holders, before it opens another', () => {
    const queue = queueOf([
      ['a', 5],
      ['a', 5],
      ['b', 5],
      ['b', 5],
    ]);
    assert.equal(queue.take({ holders: new Map([['a', 1]]) })?.query.id, 1);
    assert.equal(
      queue.take({ holders: new Map([['a', 1]]) })?.query.id,
      3,
      'its one holder can ask the last of a',
    );
    assert.equal(
      queue.take({ holders: new Map([['a', 1]]), mayOpen: false })?.query.id,
      2,
      'no other may be opened',
    );
    assert.equal(queue.take({ mayOpen: false }), undefined, 'what is left nobody holds');
    assert.equal(queue.take({})?.query.id, 4);
  });
});
