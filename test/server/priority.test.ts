import assert from 'node:assert/strict';
import type { AskOptions } from '../../server/src/model/engine.ts';
import { askAll, cross, Engines } from './engines.ts';

/** More queries than the process holds at a time, several times over. */
const many = 90;

function passages(name: string): string[] {
  return Array.from({ length: many }, (_, number) => `${name} number ${String(number)} lives here.`);
}

describe('a query of a user', function () {
  this.timeout(240_000);
  const engines = new Engines();
  after(() => engines.dispose());

  it('goes before the background, which goes on afterwards', async () => {
    const { engine } = engines.start();
    const answered = { background: 0, user: 0 };
    const ask = async (priority: NonNullable<AskOptions['priority']>): Promise<void> => {
      for await (const answer of engine.ask(cross(passages(priority), ['person']), { priority })) {
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

  it('does not wait for what the process holds of others', async () => {
    const { engine } = engines.start();
    const { lanes } = await engine.describe();
    const types = ['person', 'city', 'ship', 'river', 'date'];
    const others = engine.ask(cross(passages('Eve'), types));
    let answered = 0;
    let firstMentions: Promise<number> | undefined;
    const ask = async (): Promise<number> => {
      const before = answered;
      assert.equal((await askAll(engine, cross(passages('Ada').slice(0, 1), types))).length, types.length);
      return answered - before;
    };
    for await (const { outcome } of others) {
      assert.equal(outcome, 'complete');
      answered++;
      if (answered === many) firstMentions = ask();
    }
    const meanwhile = (await firstMentions) ?? NaN;
    assert.ok(meanwhile < 3 * lanes, `${String(meanwhile)} answers of others on ${String(lanes)} lanes`);
  });
});
