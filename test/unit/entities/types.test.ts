import assert from 'node:assert/strict';
import { TypeResolver, termFilesOf } from '../../../server/src/entities/types.ts';
import type { ResolvedType, TypeSources } from '../../../server/src/entities/types.ts';
import { typeSets } from '../../../server/src/entities/typeSets/index.ts';
import { typeOptions } from '../../../server/src/typeOptions.ts';
import type { TypeOptions } from '../../../server/src/typeOptions.ts';
import { ScriptedEngine, ScriptedExtraction } from './scriptedExtraction.ts';

function sources(types: Record<string, TypeOptions>, more: Partial<TypeSources> = {}): TypeSources {
  const options = (name: string): TypeOptions | undefined => types[name];
  return { options, labels: {}, termFiles: new Map(), ...more };
}

function resolve(name: string, options: TypeOptions, more?: Partial<TypeSources>): ResolvedType {
  return new TypeResolver().resolve(name, sources({ [name]: options }, more));
}

describe('a resolved type', () => {
  const definition = 'a day by which\n  something is due. ';
  const wordings: readonly [options: TypeOptions, expected: readonly string[]][] = [
    [{}, ['due date']],
    [{ definition }, ['due date']],
    [{ aliases: ['DEADLINE', 'due date'] }, ['due date', 'deadline']],
    [{ definition, askBy: 'definition', aliases: ['deadline'] }, ['a day by which something is due']],
    [{ askBy: 'definition', aliases: ['deadline'] }, ['due date', 'deadline']],
    [{ definition, askBy: 'both' }, ['due date', 'a day by which something is due']],
    [{ definition, askBy: 'nothing', terms: ['today'] }, []],
  ];
  for (const [options, expected] of wordings) {
    it(`is asked as ${JSON.stringify(expected)} with ${JSON.stringify(options)}`, () => {
      assert.deepEqual(resolve('DUE_DATE', options).wordings, expected);
    });
  }

  it("is asked with the user's own words for a label, also behind a position tag", () => {
    const labels = { CHEM: 'chemical substance', PER: 'human' };
    assert.deepEqual(resolve('CHEM', {}, { labels }).wordings, ['chemical substance']);
    assert.deepEqual(resolve('B-PER', {}, { labels }).wordings, ['human']);
    assert.deepEqual(resolve('ORG', {}, { labels }).wordings, ['organization']);
  });

  it('has what is built in for its name or for the words of its label, unless the user says otherwise', () => {
    const spans = (type: ResolvedType) => type.find?.('mail a@b.com')?.length ?? 0;
    assert.equal(spans(resolve('email address', {})), 1);
    assert.equal(spans(resolve('EMAIL', {})), 1);
    assert.deepEqual(resolve('EMAIL', {}).wordings, []);
    assert.equal(spans(resolve('email address', { patterns: [] })), 0);
    assert.deepEqual(resolve('email address', { askBy: 'name' }).wordings, ['email address']);
    assert.equal(spans(resolve('constructor', {})), 0);
  });

  it('is known again without reading the long list of a file again', () => {
    let reads = 0;
    const list = Object.assign(['Ada'], { toJSON: () => (reads++, ['Ada']) });
    const named = sources({ writer: { terms: { file: 'a' } } }, { termFiles: new Map([['a', list]]) });
    const resolver = new TypeResolver();
    assert.equal(resolver.resolve('writer', named), resolver.resolve('writer', named));
    assert.equal(reads, 1);
  });

  it('finds patterns and terms, of lists and of files', () => {
    const type = resolve(
      'case',
      { patterns: ['C-\\d+'], terms: { list: ['appeal'], file: 'cases.txt', inflections: true } },
      { termFiles: new Map([['cases.txt', ['Roe v. Wade']]]) },
    );
    const text = 'C-12, appeals, roe v. wade';
    assert.deepEqual(
      type.find?.(text).map(({ start, end, foundBy }) => `${foundBy} ${text.slice(start, end)}`),
      ['pattern C-12', 'term appeals', 'term roe v. wade'],
    );
  });

  it('has another key when anything that it is found by differs, and only then', () => {
    const file = { terms: { file: 'a' } };
    const variants = [
      resolve('a', {}),
      resolve('b', {}),
      resolve('a', { aliases: ['b'] }),
      resolve('a', { patterns: ['x'] }),
      resolve('a', { terms: ['x'] }),
      resolve('a', { terms: { list: ['x'], wholeWords: false } }),
      resolve('a', file, { termFiles: new Map([['a', ['x']]]) }),
      resolve('a', file, { termFiles: new Map([['a', ['y']]]) }),
    ];
    assert.equal(new Set(variants.map(({ key }) => key)).size, variants.length);
    assert.equal(resolve('a', { color: 'red', minScore: 0.5, severity: 'error' }).key, resolve('a', {}).key);
  });

  it('names the files that are to be read, each once', () => {
    const terms = { file: 'a.txt' };
    assert.deepEqual(termFilesOf([terms, { file: 'b.txt' }, terms, ['d'], {}]), ['a.txt', 'b.txt']);
  });
});

describe('built-in type sets', () => {
  it('are all there, valid, with definitions that can take the place of a name', () => {
    const ids = typeSets.map(({ id }) => id);
    assert.deepEqual(ids, [
      ...['general', 'news', 'legal', 'clinical', 'science'],
      ...['software', 'personalData', 'finance', 'literature', 'interviews'],
    ]);
    for (const { types } of typeSets) {
      assert.ok(Object.keys(types).length >= 10);
      for (const [name, options] of Object.entries(types)) {
        assert.deepEqual(typeOptions.parse(options), options, name);
        assert.match(options.definition, /^[^.]{10,}[^.\s]$/u, name);
      }
    }
  });

  it('say the same of a type in every set that is about the same', () => {
    const regular = ['IBAN', 'IP address', 'amount of money'];
    for (const name of regular) {
      const found = typeSets.flatMap(({ types }) => (types[name] ? [types[name]] : []));
      assert.ok(found.length >= 2, name);
      for (const options of found) assert.deepEqual(options.patterns, found[0]?.patterns);
    }
  });
});

describe('extraction by wordings and rules', () => {
  const text = 'Ada wrote C-1 to Oslo and Bob.\n\nNothing stands here at all, they say.';
  const resolver = new TypeResolver();
  const types: Record<string, TypeOptions> = {
    person: { aliases: ['human'], terms: ['Bob'] },
    case: { askBy: 'nothing', patterns: ['C-\\d+'] },
  };
  const options = { resolve: (name: string) => resolver.resolve(name, sources(types)) };
  const knows = { person: ['Ada'], human: ['Ada', 'Bob', 'Oslo'], city: ['Oslo'] };

  it('asks every wording once and merges under the type, with the better score', async () => {
    const document = new ScriptedExtraction(text, new ScriptedEngine(knows));
    await document.extract(['person', 'case', 'city'], options);
    assert.deepEqual(document.shown, ['person:Ada', 'case:C-1', 'city:Oslo', 'person:Oslo', 'person:Bob']);
    assert.deepEqual(
      document.store.mentions(document.uri).map(({ score, foundBy }) => [score, foundBy]),
      [
        [0.9, undefined],
        [1, 'pattern'],
        [0.9, undefined],
        [0.9, undefined],
        [1, 'term'],
      ],
    );
    const asked = document.engine.asked.map(({ type }) => type);
    assert.deepEqual(new Set(asked), new Set(['person', 'human', 'city']));
    assert.equal(
      asked.length,
      new Set(document.engine.asked.map(({ type, passage }) => type + passage)).size,
    );
  });

  it('asks nothing about types that only rules find', async () => {
    const document = new ScriptedExtraction(text, new ScriptedEngine(knows));
    await document.extract(['case'], { ...options, languages: [], foreign: 'skip' });
    assert.deepEqual(document.shown, ['case:C-1']);
    assert.deepEqual(document.engine.asked, []);
    assert.equal(document.store.summary(document.uri)?.notes.foreignPassages, 0);
  });

  it('shows what rules find before the model answers, and when it fails', async () => {
    const engine = new ScriptedEngine(knows);
    const document = new ScriptedExtraction(text, engine);
    const before: string[][] = [];
    engine.before = () => {
      before.push(document.shown);
      throw new Error('The model is gone.');
    };
    await assert.rejects(document.extract(['person', 'case'], options), /gone/);
    assert.deepEqual(before, [['case:C-1', 'person:Bob']]);
    assert.deepEqual(document.shown, ['case:C-1', 'person:Bob']);
  });

  it('keeps what rules and the other wordings find where a query fails', async () => {
    const engine = new ScriptedEngine(knows);
    engine.outcome = ({ type }) => (type === 'human' ? 'failed' : 'complete');
    const document = new ScriptedExtraction(text, engine);
    const notes = await document.extract(['person'], options);
    assert.deepEqual(document.shown, ['person:Ada', 'person:Bob']);
    assert.ok((notes?.failedPassages ?? 0) > 0);
  });

  it('finds by rules in passages that are not asked', async () => {
    const german =
      'Die Akte C-1 liegt seit gestern bei Bob auf dem Tisch, und niemand hat sie bisher gelesen.';
    const document = new ScriptedExtraction(german, new ScriptedEngine(knows));
    await document.extract(['person', 'case'], { ...options, foreign: 'skip', passageBudget: 100 });
    assert.deepEqual(document.shown, ['case:C-1', 'person:Bob']);
    assert.deepEqual(document.engine.asked, []);
  });

  it('makes other mentions of the same answers, and asks nothing, by another policy or other rules', async () => {
    const document = new ScriptedExtraction(text, new ScriptedEngine({ ...knows, place: ['Oslo and Bob'] }));
    const asked = ['person', 'place', 'case'];
    await document.extract(asked, options);
    assert.deepEqual(document.shown, [
      'person:Ada',
      'case:C-1',
      'place:Oslo and Bob',
      'person:Oslo',
      'person:Bob',
    ]);
    const count = document.engine.asked.length;
    await document.extract(asked, { ...options, policy: 'flat', knownOnly: true });
    assert.deepEqual(document.shown, ['person:Ada', 'case:C-1', 'place:Oslo and Bob']);
    const without = {
      resolve: (name: string) => resolver.resolve(name, sources({ person: { aliases: ['human'] } })),
    };
    await document.extract(asked, { ...without, policy: 'exclusive', knownOnly: true });
    assert.deepEqual(document.shown, ['person:Ada', 'place:Oslo and Bob', 'person:Oslo', 'person:Bob']);
    assert.equal(document.engine.asked.length, count);
  });
});
