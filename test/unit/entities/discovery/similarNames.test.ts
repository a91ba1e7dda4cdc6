import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { inventory } from '../../../../server/src/entities/discovery/inventory.ts';
import { canonicalName } from '../../../../server/src/entities/discovery/similarNames.ts';

describe('the inventory of types', () => {
  it('has several hundred types in plain words, each once', () => {
    assert.ok(inventory.length >= 300 && inventory.length <= 600, String(inventory.length));
    assert.equal(new Set(inventory.map(({ name }) => name)).size, inventory.length);
    for (const { name } of inventory) assert.match(name, /^[a-z]+(?:[ -][a-z]+)*$/u);
  });

  it('has no two names that say the same', () => {
    for (const { name } of inventory) assert.equal(canonicalName(name), name);
  });

  it('asks the broad types first', () => {
    const firstNarrow = inventory.findIndex(({ isBroad }) => !isBroad);
    assert.ok(firstNarrow > 30 && firstNarrow < 80);
    assert.ok(inventory.slice(firstNarrow).every(({ isBroad }) => !isBroad));
  });
});

describe('names that are merged', () => {
  const merged: Readonly<Record<string, readonly string[]>> = {
    person: [
      'Person',
      'PEOPLE',
      'persons',
      'individual',
      'a human being',
      'Names of Persons',
      'PER',
      'B-PER',
    ],
    company: ['companies', 'The Company', 'firms', 'corporation', 'Company name'],
    city: ['Cities', 'towns', 'city name'],
    'work of art': ['works of art', 'Artworks', 'WORK_OF_ART', 'creative work'],
    'unit of measurement': ['units of measurement'],
    'amount of money': ['monetary values', 'money', 'Amounts of money'],
    bacterium: ['bacteria'],
    virus: ['viruses', 'Virus'],
    species: ['species', 'a species'],
    drug: ['Medications', 'medicine', 'drug names'],
    colour: ['color', 'Colors', 'colours'],
    'job title': ['job titles', 'Roles', 'position'],
    film: ['movies', 'Movie', 'films', 'movie title'],
    'software library': ['Libraries', 'software libraries'],
    potato: ['potatoes', 'A potato.'],
    branch: ['branches'],
    'tax class': ['tax classes', 'the tax class'],
    database: ['databases'],
    'DNA sequence': ['DNA sequences', 'a DNA Sequence'],
    analysis: ['analyses'],
    'type with a date': ['types with a date'],
  };
  for (const [name, others] of Object.entries(merged)) {
    it(`${others.join(', ')}: ${name}`, () => {
      for (const other of [name, ...others]) assert.equal(canonicalName(other), name, other);
    });
  }

  it('stay apart where they mean different things', () => {
    const apart = [
      'person',
      'politician',
      'company',
      'organization',
      'city',
      'country',
      'date',
      'bus',
      'boss',
      'news',
    ];
    assert.equal(new Set(apart.map(canonicalName)).size, apart.length);
  });

  it('are names of their own', () => {
    const name = fc.oneof(
      fc.constantFrom(...inventory.map(({ name }) => name)),
      fc.stringMatching(/^[A-Za-z]{1,12}(?: [a-z]{1,12}){0,3}$/u),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(name, (given) => {
        const once = canonicalName(given);
        if (/\p{L}/u.test(given) && !/\p{P}/u.test(given)) assert.notEqual(once, '');
        assert.equal(once, once.trim());
      }),
    );
  });
});
