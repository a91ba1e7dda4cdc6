import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TypeEvidence } from '../../../../server/src/entities/discovery/proposal.ts';
import { rankTypes } from '../../../../server/src/entities/discovery/ranking.ts';

/** A type with its strings and their scores; one that is asked about two passages of ten. */
function type(
  name: string,
  strings: Readonly<Record<string, number>>,
  more: Partial<TypeEvidence> = {},
): TypeEvidence {
  const mentions = Object.entries(strings).map(([text, score]) => ({ text, score }));
  return { name, group: 'people', isBroad: true, passagesAsked: 2, mentions, ...more };
}

const people = { 'Ada Lovelace': 0.95, 'Charles Babbage': 0.9, 'Luigi Menabrea': 0.9 };
const cities = { London: 0.9, Paris: 0.85, Turin: 0.9 };
const names = (evidence: readonly TypeEvidence[]): string[] =>
  rankTypes(evidence, 10).map(({ name }) => name);

describe('ranking types', () => {
  it('proposes what is found, the surest and richest first', () => {
    const list = [
      type('city', { London: 0.9 }),
      type('person', people),
      type('animal', {}),
      type('river', { Thames: 0.05 }),
    ];
    assert.deepEqual(names(list), ['person', 'city']);
  });

  it('says examples, the surest first, each text once, and estimates the mentions of the document', () => {
    const [person] = rankTypes(
      [
        type(
          'person',
          {},
          {
            mentions: [
              { text: 'Bob', score: 0.5 },
              { text: 'Ada  Lovelace', score: 0.7 },
              { text: 'Ada Lovelace', score: 0.9 },
              { text: 'Cy', score: 0.6 },
              { text: 'Di', score: 0.4 },
            ],
          },
        ),
      ],
      10,
    );
    assert.deepEqual(person?.examples, ['Ada Lovelace', 'Cy', 'Bob']);
    assert.equal(person?.mentionEstimate, 25);
    assert.ok(person && person.score > 0 && person.score <= 1);
  });

  it('names types of the same strings under the best', () => {
    const weaker = Object.fromEntries(Object.entries(people).map(([text, score]) => [text, score - 0.1]));
    const [first, ...others] = rankTypes(
      [type('politician', weaker, { isBroad: false }), type('person', people), type('city', cities)],
      10,
    );
    assert.deepEqual([first?.name, first?.similar], ['person', ['politician']]);
    assert.deepEqual(
      others.map(({ name }) => name),
      ['city'],
    );
  });

  it('does not name rubbish under a type, though its strings are the same', () => {
    const [first] = rankTypes([type('person', people), type('drink', { 'Ada Lovelace': 0.1 })], 10);
    assert.deepEqual(first?.similar, []);
  });

  it('keeps a narrower type whose strings are some of a broader one’s, further down', () => {
    const broad = type('location', { ...cities, Italy: 0.9, France: 0.9, Thames: 0.9, Seine: 0.9 });
    const narrow = type('river', { Thames: 0.95, Seine: 0.95 }, { isBroad: false });
    const alone = rankTypes([narrow], 10)[0]?.score ?? 0;
    const [first, second] = rankTypes([narrow, broad], 10);
    assert.deepEqual([first?.name, second?.name], ['location', 'river']);
    assert.ok(second && second.score < alone);
  });

  it('gives a string to the type that has it most surely', () => {
    const right = type('person', { 'Ada Lovelace': 0.98, 'Charles Babbage': 0.97 });
    const alone = type('city', { 'Ada Lovelace': 0.7, Turin: 0.8 }, { group: 'places' });
    const value = (list: TypeEvidence[]): number =>
      rankTypes(list, 10).find(({ name }) => name === 'city')?.score ?? 0;
    assert.ok(value([right, alone]) < value([alone]));
  });

  it('believes a type more where others of its field are found', () => {
    const drug = type('drug', { ramipril: 0.9 }, { group: 'medicine' });
    const symptom = type('symptom', { nausea: 0.9, fever: 0.9 }, { group: 'medicine' });
    const ship = type('ship', { Kestrel: 0.9 }, { group: 'transport' });
    assert.deepEqual(names([ship, drug, symptom]).slice(-2), ['drug', 'ship']);
  });

  it('proposes no more than a person reads', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      type(`type ${String(at)}`, { [`text ${String(at)}`]: 0.9 }),
    );
    assert.ok(rankTypes(many, 10).length <= 25);
  });

  it('does not mind the order of the types', () => {
    const list = [
      type('person', people),
      type('city', cities),
      type('place', cities),
      type('year', { '1843': 0.9 }),
    ];
    assert.deepEqual(rankTypes([...list].reverse(), 10), rankTypes(list, 10));
  });
});
