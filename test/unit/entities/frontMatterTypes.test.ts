import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readFrontMatterTypes } from '../../../server/src/entities/frontMatterTypes.ts';
import type { FrontMatterTypes } from '../../../server/src/entities/frontMatterTypes.ts';

/** What is read between the lines of a front matter. */
const read = (...lines: readonly string[]): Promise<FrontMatterTypes> =>
  readFrontMatterTypes(['---', ...lines, '---', 'Text.'].join('\n'));

/** What is told of it, with the text that it is told at. */
async function told(...lines: readonly string[]): Promise<string[]> {
  const source = ['---', ...lines, '---', 'Text.'].join('\n');
  const { problems } = await readFrontMatterTypes(source);
  return problems.map(({ start, end, message }) => `${source.slice(start, end)} | ${message}`);
}

describe("a document's own types", () => {
  for (const [shape, lines] of Object.entries({
    'a list': ['universalNer.types: [drug, 1984, "a, b"]'],
    'a list of lines': ['universalNer.types:', '  - drug', '  - 1984', '  -', '  - "a, b"', '  - drug'],
    'an object': ['universalNer.types:', '  drug:', '  1984: {}', '  "a, b": ~'],
    'a list within the section': ['universalNer:', '  types: [drug, 1984, "a, b"]'],
    'an alias': ['names: &names [drug, 1984, "a, b"]', 'universalNer:', '  types: *names'],
  })) {
    it(`are read from ${shape}`, async () => {
      const { names, problems } = await read('title: A title', ...lines);
      assert.deepEqual([names, problems], [['drug', '1984', 'a, b'], []]);
    });
  }

  it('are read from names in one line, where quotes keep commas together', async () => {
    const { names } = await readFrontMatterTypes('---\nuniversalNer.types: ship, "a city, town"\n---\n');
    assert.deepEqual(names, ['ship', 'a city, town']);
  });

  it('are read from names with commas between them', async () => {
    const { names } = await read('universalNer.types: drug, drug dosage ,, 날짜,');
    assert.deepEqual(names, ['drug', 'drug dosage', '날짜']);
  });

  it('come with options', async () => {
    const { names, options, problems } = await read(
      'universalNer:',
      '  typeSet: Legal',
      '  types:',
      '    drug: { minScore: 0.3, color: entity3, aliases: [medication], terms: [aspirin] }',
      '    case: { patterns: ["C-\\\\d+"], askBy: nothing }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(names, ['drug', 'case']);
    assert.deepEqual(options, {
      drug: { minScore: 0.3, color: 'entity3', aliases: ['medication'], terms: ['aspirin'] },
      case: { patterns: ['C-\\d+'], askBy: 'nothing' },
    });
  });

  it('can be named like parts of every object', async () => {
    const { names, options, problems } = await read(
      'universalNer.types:',
      '  __proto__: { color: entity3 }',
      '  constructor: { __proto__: 1 }',
      '  toString:',
    );
    assert.deepEqual(names, ['__proto__', 'constructor', 'toString']);
    assert.deepEqual(Object.entries(options), [
      ['__proto__', { color: 'entity3' }],
      ['constructor', {}],
      ['toString', {}],
    ]);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['universalNer.types["constructor"]["__proto__"] has a name that no setting can have. It is ignored.'],
    );
  });

  it('can be a type set, whose place is known', async () => {
    const source = '\ufeff---\r\nuniversalNer.typeSet: my set # mine\r\n---\r\n';
    const { typeSet } = await readFrontMatterTypes(source);
    assert.equal(typeSet?.name, 'my set');
    assert.equal(source.slice(typeSet.start, typeSet.end), 'my set');
  });

  it('are none where nothing is said of them, or nothing yet', async () => {
    const nothing: FrontMatterTypes = { names: [], options: {}, problems: [] };
    for (const lines of [
      ['title: [broken'],
      ['universalNer:'],
      ['universalNer.types:'],
      ['about: universalNer'],
    ]) {
      assert.deepEqual(await read(...lines), nothing, lines.join());
    }
    assert.deepEqual(await readFrontMatterTypes('+++\nuniversalNer.types = ["a"]\n+++\n'), nothing);
    assert.deepEqual(await readFrontMatterTypes('Text.\n---\nuniversalNer.types: a\n---\n'), nothing);
  });

  it('never have a file read', async () => {
    const lines = ['universalNer.types:', '  drug: { terms: { list: [aspirin], file: secret.txt } }'];
    assert.deepEqual((await read(...lines)).options, { drug: { terms: { list: ['aspirin'] } } });
    const [problem = ''] = await told(...lines);
    assert.match(problem, /^secret\.txt \| .*\["terms"\]\["file"\].*cannot name files/);
  });

  it('are told of where they are wrong, and kept where they are right', async () => {
    const lines = [
      'universalNer.types:',
      '  drug: { minScore: 3, color: entity1, patterns: ["a", "("], bogus: 1 }',
      '  town: 5',
    ];
    assert.deepEqual((await read(...lines)).options, {
      drug: { color: 'entity1', patterns: ['a'] },
      town: {},
    });
    const problems = await told(...lines);
    assert.deepEqual(problems.map((problem) => problem.slice(0, problem.indexOf(' |'))).sort(), [
      '"("',
      '1',
      '3',
      '5',
    ]);
    for (const problem of problems)
      assert.match(problem, /universalNer\.types\["(drug|town)"\].* It is ignored\.$/);
  });

  it('are told of where they have another shape', async () => {
    assert.match((await told('universalNer: 5')).join(), /^5 \| universalNer must be an object/);
    assert.match(
      (await told('universalNer.typeSet: [a]')).join(),
      /^\[a\] \| .* must be the name of a type set/,
    );
    assert.match((await told('universalNer.types: [[a], b]')).join(), /^\[a\] \| universalNer\.types\[0\]/);
    assert.match((await told('universalNer.types: *a')).join(), /^\*a \| .* must be names/);
    assert.match((await told('universalNer.types: {? [a] : {}}')).join(), /has a type without a name/);
    assert.match((await told('universalNer.minScore: 1')).join(), /^universalNer.minScore \| .* can set/);
    const twice = ['universalNer: { types: a }', 'universalNer.types: b'];
    assert.match((await told(...twice)).join(), /^universalNer.types \| universalNer.types is there twice/);
    assert.deepEqual((await read(...twice)).names, ['a']);
  });

  it('are left out of what is no YAML, whatever it does to the parser', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [at, name] of [...'bcdefgh'].entries()) {
      const before = `*${'abcdefg'.charAt(at)}`;
      bomb.push(`${name}: &${name} [${Array<string>(9).fill(before).join()}]`);
    }
    const all = [
      ['universalNer.types: [a'],
      ['universalNer.types: a', 'universalNer.types: b'],
      ['universalNer.types: { drug: *nowhere }'],
      [`universalNer.types: ${'['.repeat(20_000)}`],
      [...bomb, 'universalNer.types: { drug: { aliases: *h } }'],
    ];
    for (const lines of all) {
      const { names, problems } = await read(...lines);
      assert.deepEqual(names, [], lines.at(-1)?.slice(0, 80));
      assert.match(problems[0]?.message ?? '', /^The front matter is no YAML: .*\.$/s);
    }
  });

  it('are the names that were written, in any notation', async () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() === text);
    const style = fc.record({
      defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 1 }),
        style,
        fc.boolean(),
        async (names, how, isObject) => {
          const types = isObject ? Object.fromEntries(names.map((each) => [each, {}])) : names;
          const { names: given, problems } = await read(stringify({ universalNer: { types } }, how));
          assert.deepEqual([new Set(given), problems], [new Set(names), []]);
        },
      ),
    );
  });

  it('are told of within the front matter, whatever stands there', async () => {
    const line = fc.constantFrom(
      'universalNer:',
      '  types:',
      '    - a',
      '    b: { minScore: 2 }',
      'x: [',
      '? {',
      '- &a *a',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(line, fc.string())), async (lines) => {
        const source = ['---', 'universalNer.typeSet: {}', ...lines, '---', ''].join('\n');
        const { problems } = await readFrontMatterTypes(source);
        for (const { start, end } of problems) assert.ok(start >= 4 && start <= end && end <= source.length);
      }),
    );
  });
});
