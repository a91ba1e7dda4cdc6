import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { OneAtATime } from '../../../server/src/features/oneAtATime.ts';

/** A job whose runs end when they are told to. */
class HeldJob {
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];

  readonly run = (key: string): Promise<void> => {
    this.begun.push(key);
    return new Promise((resolve) => {
      this.#ends.push(resolve);
    });
  };

  /** Ends the run that began first, and lets everything that waits for it go on. */
  async endFirst(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('jobs that run one at a time', () => {
  it('begin at once, and once more for all that asked meanwhile', async () => {
    const job = new HeldJob();
    const jobs = new OneAtATime(job.run);
    jobs.run('a');
    assert.deepEqual(job.begun, ['a']);
    jobs.run('a');
    jobs.run('a');
    assert.deepEqual(job.begun, ['a']);
    await job.endFirst();
    assert.deepEqual(job.begun, ['a', 'a']);
    await job.endFirst();
    assert.deepEqual(job.begun, ['a', 'a']);
    jobs.run('a');
    assert.deepEqual(job.begun, ['a', 'a', 'a']);
  });

  it('do not wait for those of other keys', () => {
    const job = new HeldJob();
    const jobs = new OneAtATime(job.run);
    jobs.run('a');
    jobs.run('b');
    assert.deepEqual(job.begun, ['a', 'b']);
  });
});
