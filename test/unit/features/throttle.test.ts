import assert from 'node:assert/strict';
import { Throttle } from '../../../server/src/features/throttle.ts';

describe('a throttle', () => {
  it('runs at once, then once for all calls in the meantime', async () => {
    let runs = 0;
    const second = new Promise<void>((resolve) => {
      const throttle = new Throttle<string>(5, () => {
        runs++;
        if (runs === 2) resolve();
      });
      for (let call = 0; call < 10; call++) throttle.call('a');
      assert.equal(runs, 1);
    });
    await second;
    assert.equal(runs, 2);
  });

  it('can run a little later, unless it is cancelled until then', async () => {
    const ran: string[] = [];
    await new Promise<void>((resolve) => {
      const throttle = new Throttle<string>(
        5,
        (key) => {
          ran.push(key);
          resolve();
        },
        0,
      );
      for (const key of ['a', 'b']) throttle.call(key);
      throttle.cancel('a');
      assert.deepEqual(ran, []);
    });
    assert.deepEqual(ran, ['b']);
  });

  it('keeps keys apart and forgets what is cancelled', async () => {
    const ran: string[] = [];
    await new Promise<void>((resolve) => {
      const throttle = new Throttle<string>(5, (key) => {
        ran.push(key);
        if (ran.length === 3) resolve();
      });
      for (const key of ['a', 'b', 'a', 'b']) throttle.call(key);
      throttle.cancel('a');
    });
    assert.deepEqual(ran, ['a', 'b', 'b']);
  });

  it('runs what waits when it is flushed, and nothing where nothing waits', () => {
    const ran: string[] = [];
    const throttle = new Throttle<string>(1_000_000, (key) => ran.push(key));
    for (const key of ['a', 'a', 'b']) throttle.call(key);
    throttle.flush('a');
    throttle.flush('b');
    throttle.flush('a');
    assert.deepEqual(ran, ['a', 'b', 'a']);
    for (const key of ['a', 'b']) throttle.cancel(key);
    const later = new Throttle<string>(1_000_000, (key) => ran.push(`later ${key}`), 0);
    later.call('c');
    later.flush('c');
    assert.equal(ran.at(-1), 'later c');
    later.cancel('c');
  });
});
