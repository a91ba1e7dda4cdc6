import assert from 'node:assert/strict';
import type { AskOptions } from '../../server/src/model/engine.ts';
import type { Query } from '../../server/src/model/engine.ts';
import { Engines } from './engines.ts';

/** More queries than the process holds at a time, several times over. */
const many = 90;

function queries(name: string): Query[] {
  return Array.from({ length: many }, (_, number) => ({
    passage: `${name} number ${String(number)} lives here.`,
    type: 'person',
  }));
}

describe('a query of a user', function () {
  this.timeout(240_000);
  const engines = new Engines();
  after(() => engines.dispose());

  it('goes before the background, which goes on afterwards', async () => {
    const { engine } = engines.start();
    const answered = { background: 0, user: 0 };
    const ask = async (priority: NonNullable<AskOptions['priority']>): Promise<void> => {
      for await (const answer of engine.ask(queries(priority), { priority })) {
        assert.equal(answer.outcome, 'complete');
        answered[priority]++;
        if (answered.background === 1 && priority === 'background') started();
      }
    };
    let started = (): void => undefined;
    const isRunning = new Promise<void>((resolve) => (started = resolve));
    const background = ask('background');
    await isRunning;
    const before = answered.background;
    await ask('user');
    // What the process held already is answered, before and after; served in turn it would be as many as the user's.
    assert.ok(answered.background - before < many * 0.75, String(answered.background - before));
    await background;
    assert.deepEqual(answered, { background: many, user: many });
  });
});
