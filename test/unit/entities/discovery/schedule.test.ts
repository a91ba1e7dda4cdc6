import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AskingClock } from '../../../../server/src/entities/discovery/askingClock.ts';
import type { InventoryType } from '../../../../server/src/entities/discovery/inventory.ts';
import { expectedQuestions, roundsOf } from '../../../../server/src/entities/discovery/schedule.ts';
import type { Round, Standing } from '../../../../server/src/entities/discovery/schedule.ts';

const of = (group: string, isBroad: boolean, count: number): InventoryType[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `${group} ${isBroad ? 'broad' : 'narrow'} ${String(at)}`,
    group,
    isBroad,
  }));
const types = [
  ...of('law', true, 2),
  ...of('music', true, 2),
  ...of('law', false, 60),
  ...of('music', false, 60),
];
const laws = of('law', false, 60).map(({ name }) => name);
/** After the first round one field has a proposal; later another type has one too. */
const rounds = (passages: number): Round[] => {
  let isFirst = true;
  const standing = (): Standing => {
    const ranking = isFirst ? ['law broad 0'] : [...laws, 'music narrow 3', 'law broad 0'];
    isFirst = false;
    return { ranking };
  };
  return [...roundsOf(types, passages, standing)];
};
const questions = (passages: number): number[] =>
  rounds(passages).map((round) => round.types.length * round.passages.length);

describe('the rounds of a discovery', () => {
  const [first, second, third, fourth, last] = rounds(8);

  it('ask the broad types about several passages first, then the others about one', () => {
    assert.deepEqual(first?.passages, [0, 1, 2, 3]);
    assert.ok(first?.types.every(({ isBroad }) => isBroad));
    assert.deepEqual(second?.passages, [0]);
    assert.equal(second?.types.length, 120);
    assert.deepEqual(new Set(second?.types.slice(0, 60).map(({ group }) => group)), new Set(['law']));
  });

  it('go on with fields that are proposed from, and with types that are proposed', () => {
    assert.deepEqual(
      third?.types.map(({ group }) => group).filter((group) => group === 'music'),
      ['music'],
    );
    assert.equal(third?.types.length, 61);
  });

  it('end with the best, about all passages', () => {
    assert.equal(last?.types.length, 24);
    assert.equal(last?.types[0]?.name, 'law narrow 0');
    assert.deepEqual(
      [...(third?.passages ?? []), ...(fourth?.passages ?? []), ...(last?.passages ?? [])],
      [1, 2, 3, 4, 5, 6, 7],
    );
  });

  it('ask no type twice about a passage', () => {
    const asked = rounds(8).flatMap((round) =>
      round.types.flatMap(({ name }) => round.passages.map((passage) => `${name} ${String(passage)}`)),
    );
    assert.equal(new Set(asked).size, asked.length);
  });

  it('fit short documents', () => {
    assert.deepEqual(questions(0), [0, 0, 0, 0, 0]);
    assert.deepEqual(questions(1), [4, 120, 0, 0, 0]);
  });

  it('are estimated before they begin, and never when all have begun', () => {
    assert.equal(expectedQuestions(types, 1, 0), 124);
    assert.equal(expectedQuestions(types, 8, 5), 0);
    const [estimate, real] = [
      expectedQuestions(types, 8, 0),
      questions(8).reduce((sum, count) => sum + count),
    ];
    assert.ok(estimate > real / 2 && estimate < real * 2, `${String(estimate)} ${String(real)}`);
  });
});

describe('the clock of a discovery', () => {
  it('tells how long the rest takes, once enough is answered', () => {
    let now = 1_000;
    const clock = new AskingClock(2, () => now);
    assert.equal(clock.expect(10), undefined);
    for (let answers = 0; answers < 3; answers++) {
      clock.answered();
      now += 20;
    }
    assert.equal(clock.expect(10), 300);
    assert.equal(clock.expect(0), 0);
  });
});
