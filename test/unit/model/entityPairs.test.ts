import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { dataConstructionPrompt } from '../../../server/src/model/dataConstruction.ts';
import { readEntityPairs } from '../../../server/src/model/entityPairs.ts';

const passage =
  'Ada Lovelace wrote to Charles Babbage from London. O\'Brien & Sons (UK) Ltd printed "The Mill", ' +
  "a rock 'n' roll album, in Paris, Texas, and Müller paid $1,000 for it.";

const ada = 'Ada Lovelace: person';
const charles = 'Charles Babbage: person';
const london = 'London: city';

/** What a model wrote, and what it meant. */
const cases: readonly (readonly [what: string, output: string, pairs: readonly string[]])[] = [
  ['what was asked for', '[("Ada Lovelace", "person"), ("London", "city")]', [ada, london]],
  ['an empty list', '[]', []],
  ['nothing', '', []],
  ['white space', ' \n\t ', []],
  ['single quotes', "[('Ada Lovelace', 'person'), ('London', 'city')]", [ada, london]],
  ['curly quotes', '[(“Ada Lovelace”, “person”), (‘London’, ‘city’)]', [ada, london]],
  ['guillemets', '[(«Ada Lovelace», «person»)]', [ada]],
  ['low quotes', '[(„Ada Lovelace“, „person“)]', [ada]],
  ['backticks', '[(`Ada Lovelace`, `person`)]', [ada]],
  ['quotes that do not match', '[("Ada Lovelace”, “person")]', [ada]],
  ['no quotes', '[(Ada Lovelace, person), (London, city)]', [ada, london]],
  ['no quotes at the type', '[("Ada Lovelace", person), ("London", city)]', [ada, london]],
  ['no quotes at the entity', '[(Ada Lovelace, "person")]', [ada]],
  [
    'an apostrophe in single quotes',
    "[('O'Brien & Sons (UK) Ltd', 'company')]",
    ["O'Brien & Sons (UK) Ltd: company"],
  ],
  ['apostrophes in the middle', "[('rock 'n' roll', 'genre')]", ["rock 'n' roll: genre"]],
  [
    'an escaped apostrophe',
    "[('O\\'Brien & Sons (UK) Ltd', 'company')]",
    ["O'Brien & Sons (UK) Ltd: company"],
  ],
  ['escaped quotes inside', '[("\\"The Mill\\"", "album")]', ['The Mill: album']],
  ['quotes inside that are not escaped', '[("printed "The Mill"", "deed")]', ['printed "The Mill": deed']],
  ['parentheses inside', '[("O\'Brien & Sons (UK) Ltd", "company")]', ["O'Brien & Sons (UK) Ltd: company"]],
  [
    'parentheses without quotes',
    "[(O'Brien & Sons (UK) Ltd, company)]",
    ["O'Brien & Sons (UK) Ltd: company"],
  ],
  [
    'a comma inside',
    '[("Paris, Texas", "city"), ("$1,000", "amount of money")]',
    ['Paris, Texas: city', '$1,000: amount of money'],
  ],
  ['a comma without quotes', '[(Paris, Texas, city)]', ['Paris, Texas: city']],
  ['an escaped letter', '[("M\\u00fcller", "person")]', ['Müller: person']],
  ['broken off in a type', '[("Ada Lovelace", "person"), ("London", "ci', [ada]],
  ['broken off in an entity', '[("Ada Lovelace", "person"), ("Lond', [ada]],
  ['broken off behind a comma', '[("Ada Lovelace", "person"), ("London",', [ada]],
  ['broken off behind a type', '[("Ada Lovelace", "person"), ("London", "city"', [ada, london]],
  ['broken off without quotes', '[(Ada Lovelace, person), (London, ci', [ada]],
  ['no closing brackets of tuples', '[("Ada Lovelace", "person", ("London", "city"]', [london]],
  ['no commas between tuples', '[("Ada Lovelace", "person") ("London", "city")]', [ada, london]],
  ['a tuple a line', '("Ada Lovelace", "person")\n("London", "city")', [ada, london]],
  ['bare tuples a line', '(Ada Lovelace, person)\n(London, city)', [ada, london]],
  ['numbered tuples', '1. ("Ada Lovelace", "person")\n2) ("London", "city")', [ada, london]],
  ['lists for tuples', '[["Ada Lovelace", "person"], ["London", "city"]]', [ada, london]],
  ['a trailing comma', '[("Ada Lovelace", "person"),]', [ada]],
  ['a wrong bracket', '[("Ada Lovelace", "person"], ("London", "city")]', [ada, london]],
  ['a lost quote before a tuple', '[("Ada Lovelace", "person), ("London", "city")]', [ada, london]],
  ['scores behind types', '[("Ada Lovelace", "person", 0.98), ("London", "city", 1)]', [ada, london]],
  ['a fence', '```python\n[("Ada Lovelace", "person")]\n```', [ada]],
  ['a fence that is not closed', '```json\n[["Ada Lovelace", "person"]', [ada]],
  [
    'words around',
    'Sure! Here are the entities (as tuples, in order):\n\n[("Ada Lovelace", "person")]\n\nLet me know (if, of course, you want) more.',
    [ada],
  ],
  ['an assignment', 'entities = [("Ada Lovelace", "person")]', [ada]],
  ['thinking first', '<think>The passage (short, old) has "Ada".</think>[("Ada Lovelace", "person")]', [ada]],
  [
    'JSON objects',
    '[{"entity": "Ada Lovelace", "type": "person"}, {"entity": "London", "type": "city"}]',
    [ada, london],
  ],
  ['objects with other names', '{"entities": [{"text": "Ada Lovelace", "label": "person"}]}', [ada]],
  ['objects as Python prints them', "[{'name': 'London', 'entity_type': 'city'}]", [london]],
  ['a broken object', '[{"entity": "Ada Lovelace", "type": "person"}, {"entity": "London", "ty', [ada]],
  ['a map of entities', '{"Ada Lovelace": "person", "London": "city"}', [ada, london]],
  [
    'a map of types',
    '{"person": ["Ada Lovelace", "Charles Babbage"], "city": ["London"]}',
    [ada, charles, london],
  ],
  ['a map of types to one each', '{"person": "Ada Lovelace"}', [ada]],
  ['a list in a string', '"[(\\"Ada Lovelace\\", \\"person\\"), (\\"London\\", \\"city\\")]"', [ada, london]],
  ['turned round', '[("person", "Ada Lovelace"), ("city", "London")]', [ada, london]],
  ['colons in tuples', '[("Ada Lovelace": "person"), ("London": "city")]', [ada, london]],
  ['arrows', 'Ada Lovelace -> person\nLondon → city', [ada, london]],
  ['a numbered list', '1. Ada Lovelace: person\n2. London: city', [ada, london]],
  ['a list with dashes', '- Ada Lovelace - person\n* London – city', [ada, london]],
  ['a list in bold', '- **Ada Lovelace**: person\n- **London**: City', [ada, 'London: City']],
  [
    'a list by types',
    '- Person: Ada Lovelace, Charles Babbage\n- City: London',
    ['Ada Lovelace: Person', 'Charles Babbage: Person', 'London: City'],
  ],
  ['types in brackets', '• Ada Lovelace (person)\n• London (city)', [ada, london]],
  ['quoted lines', '"Ada Lovelace" - person\n"London": city', [ada, london]],
  ['a sentence each', '“Ada Lovelace” is a person.\n“London” is a city.', [ada, london]],
  ['a table', '| Entity | Type |\n|---|---|\n| Ada Lovelace | person |\n| London | city |', [ada, london]],
  ['tabs', 'Ada Lovelace\tperson\nLondon\tcity', [ada, london]],
  ['twice the same', '[("London", "city"), ("London", "city")]', [london]],
  ['two types for one', '[("London", "city"), ("London", "place")]', [london, 'London: place']],
  ['white space within', '[("Ada\n  Lovelace", "person ")]', [ada]],
  ['the format repeated', '[("entity 1", "type of entity 1"), ("Ada Lovelace", "person")]', [ada]],
  ['only entities', '["Ada Lovelace", "Charles Babbage", "London", "Paris"]', []],
  ['a refusal', 'I am sorry, but I can not help with that: it is against my rules.', []],
  ['empty strings', '[("", "person"), ("London", ""), ("London", "city")]', [london]],
  ['a sentence for a type', `[("London", "${'the city where the letter was written '.repeat(3)}")]`, []],
];

const show = (output: string): string[] =>
  readEntityPairs(output, passage).map(({ entity, type }) => `${entity}: ${type}`);

describe('the data construction prompt', () => {
  it('is the paper’s, with the passage behind it', () => {
    const { system, user } = dataConstructionPrompt('Ada lives.');
    assert.equal(system, 'You are a helpful information extraction system.');
    assert.ok(user.startsWith('Given a passage, your task is to extract all entities and identify their'));
    assert.ok(user.includes('[("entity 1", "type of entity 1"), ... ].\n\nPassage: Ada lives.'));
  });
});

describe('reading entity pairs', () => {
  assert.ok(cases.length > 60);
  for (const [what, output, pairs] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(show(output), pairs));
  }

  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .&$%(),'’-]{0,24}[A-Za-z0-9]$/u).map(single);
  const type = fc.stringMatching(/^[a-z]{3,10}( [a-z]{3,10}){0,2}$/u);
  const pairs = fc.uniqueArray(fc.record({ entity: word, type }, { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 6,
    selector: ({ entity }) => entity,
  });

  it('reads whatever JSON and Python write', () => {
    fc.assert(
      fc.property(pairs, (written) => {
        const text = written.map(({ entity }) => entity).join('; ');
        fc.pre(written.every(({ type: name }) => !text.toLowerCase().includes(name)));
        const tuples = written.map((each) => [each.entity, each.type]);
        const python = tuples.map(([a, b]) => `(${JSON.stringify(a)}, ${JSON.stringify(b)})`).join(', ');
        assert.deepEqual(readEntityPairs(JSON.stringify(tuples), text), written);
        assert.deepEqual(readEntityPairs(`[${python}]`, text), written);
        assert.deepEqual(readEntityPairs(JSON.stringify(written, null, 2), text), written);
      }),
    );
  });

  it('keeps what was whole of a text that breaks off anywhere', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (written, cut) => {
        const text = written.map(({ entity }) => entity).join('; ');
        fc.pre(written.every(({ type: name }) => !text.toLowerCase().includes(name)));
        // That could also be the end of a tuple whose quotes were lost.
        fc.pre(!written.some(({ entity }) => /\)\s*,\s*\(/u.test(entity)));
        const tuples = written.map(
          (each) => `(${JSON.stringify(each.entity)}, ${JSON.stringify(each.type)})`,
        );
        const output = `[${tuples.join(', ')}]`;
        const end = cut % (output.length + 1);
        let whole = 0;
        for (let reach = 1; whole < tuples.length; whole++) {
          reach += (tuples[whole] ?? '').length + 2;
          if (reach - 2 > end) break;
        }
        const read = readEntityPairs(output.slice(0, end), text);
        assert.deepEqual(read.slice(0, whole), written.slice(0, whole));
        assert.ok(read.length <= whole + 1);
      }),
    );
  });

  it('never throws, and takes time in proportion to the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (output) => {
        readEntityPairs(output, passage);
      }),
    );
    const signs = [
      '(',
      '[',
      '{',
      '"',
      "'",
      '("',
      '[("a", ',
      '\\"',
      '\\',
      ': ',
      ', ',
      '"a" ',
      ') , ',
      '- ',
      ' ',
      '|',
      '“a',
      '(',
    ];
    for (const sign of signs) {
      const time = (count: number): number => {
        const output = sign.repeat(count);
        const since = performance.now();
        readEntityPairs(output, passage);
        return performance.now() - since;
      };
      time(1_000);
      const [short, long] = [time(5_000), time(20_000)];
      assert.ok(
        long < 40 * Math.max(short, 10),
        `${JSON.stringify(sign)}: ${String(short)}, ${String(long)}`,
      );
    }
  });
});

function single(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
