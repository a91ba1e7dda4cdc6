import assert from 'node:assert/strict';
import { noFrontMatterTypes } from '../../../server/src/entities/frontMatterTypes.ts';
import { TypeOptionLayers, minScoresOf } from '../../../server/src/entities/typeOptionLayers.ts';
import { findTypeSet, offeredSets } from '../../../server/src/entities/typeSets/offeredSets.ts';
import { typeSets } from '../../../server/src/entities/typeSets/index.ts';
import { reachesScore } from '../../../server/src/protocol.ts';
import { typesInUse } from '../../../server/src/entities/typesInUse.ts';
import type { TypeSettings, TypesInUse } from '../../../server/src/entities/typesInUse.ts';

const set = (name: string) => ({ start: 0, end: 0, name });

describe('the types of a document', () => {
  const settings: TypeSettings = {
    types: { configured: {}, drug: { definition: 'of the settings', minScore: 0.2 } },
    typeSets: { 'My Set': { drug: { definition: 'of the set', color: 'entity2', severity: 'error' } } },
    typeSet: 'legal',
  };
  const decide = (changes: Partial<TypeSettings>, own = {}, choice: string | null = null): TypesInUse =>
    typesInUse({ ...settings, ...changes }, { ...noFrontMatterTypes, ...own }, choice);

  it('are its own, else those of the set that it names, a person chose or the settings name, else the settings', () => {
    const own = { names: ['a', 'b'], typeSet: set('news') };
    const summary = ({ names, from, typeSet, typeSetFrom }: TypesInUse): unknown[] => [
      names[0],
      from,
      typeSet?.id,
      typeSetFrom,
    ];
    assert.deepEqual(summary(decide({}, own, 'clinical')), ['a', 'document', 'news', 'frontMatter']);
    assert.deepEqual(summary(decide({}, { names: ['a'] })), ['a', 'document', 'legal', 'settings']);
    assert.deepEqual(summary(decide({}, { typeSet: set('news') }, 'clinical')), [
      'politician',
      'typeSet',
      'news',
      'frontMatter',
    ]);
    assert.deepEqual(summary(decide({}, {}, 'my set')), ['drug', 'typeSet', 'My Set', 'choice']);
    assert.deepEqual(summary(decide({})), ['contract party', 'typeSet', 'legal', 'settings']);
    assert.deepEqual(summary(decide({ typeSet: null })), ['configured', 'settings', undefined, undefined]);
    assert.deepEqual(summary(decide({ typeSet: null, types: {} })), [
      undefined,
      'none',
      undefined,
      undefined,
    ]);
  });

  it('fall back to the next where a set is not there, which is told', () => {
    const { typeSet, unknown } = decide({ typeSet: 'no set' }, { typeSet: set('none') }, 'gone');
    assert.equal(typeSet, undefined);
    assert.deepEqual(unknown, { frontMatter: 'none', settings: 'no set' });
    assert.equal(decide({}, { typeSet: set('none') }, 'gone').typeSet?.id, 'legal');
    assert.deepEqual(decide({}, {}, 'gone').unknown, { frontMatter: undefined, settings: undefined });
  });

  it('are those of the settings where the set in use has none', () => {
    const { from, typeSet } = decide({ typeSets: { mine: {} }, typeSet: 'mine' });
    assert.deepEqual([from, typeSet?.id], ['settings', 'mine']);
  });

  it('count as named by the document where it names them, or their set', () => {
    assert.deepEqual(decide({}, { names: ['a'] }).namedByDocument, ['a']);
    assert.equal(decide({}, { typeSet: set('News') }).namedByDocument[0], 'politician');
    assert.deepEqual(decide({}, {}, 'news').namedByDocument, []);
    assert.deepEqual(decide({}).namedByDocument, []);
  });

  it('have options field by field: of the set, covered by the settings, covered by the document', () => {
    const options = { Drug: { minScore: 0.9 }, law: { color: 'entity1' } };
    const inUse = decide({}, { names: ['Drug'], options, typeSet: set('My Set') });
    assert.deepEqual(inUse.options.of('drug'), {
      definition: 'of the settings',
      color: 'entity2',
      severity: 'error',
      minScore: 0.9,
    });
    assert.equal(inUse.options.of('unknown'), undefined);
    assert.deepEqual(inUse.colors, { drug: 'entity2', Drug: 'entity2', law: 'entity1' });
  });

  it('are found as the first own set says that has them, where the set in use has not', () => {
    const typeSets = {
      sea: { ship: { definition: 'a vessel', color: 'entity3' }, port: { terms: ['Oslo'] } },
      wine: { Port: { definition: 'a drink', minScore: 0.9 }, politician: { patterns: ['x'] } },
    };
    const of = (name: string, changes: Partial<TypeSettings> = {}) =>
      decide({ typeSets, typeSet: 'news', types: { ship: { minScore: 0.4 } }, ...changes }).options.of(name);
    assert.deepEqual(of('Ship'), { definition: 'a vessel', minScore: 0.4 });
    assert.deepEqual(of('port'), { terms: ['Oslo'] });
    assert.deepEqual(of('Port'), { terms: ['Oslo'] });
    assert.deepEqual(of('port', { typeSet: 'wine' }), { definition: 'a drink', minScore: 0.9 });
    assert.equal(of('politician')?.patterns, undefined, 'the set in use says all of its own types');
    assert.deepEqual(decide({ typeSets, types: {}, typeSet: null }).names, []);
  });
});

describe('layers of options', () => {
  it('prefer the type of just the name to one that differs in case', () => {
    const layers = new TypeOptionLayers({ US: { color: 'entity1' }, us: { color: 'entity2' } });
    assert.deepEqual(
      ['US', 'us', 'Us'].map((name) => layers.of(name)?.color),
      ['entity1', 'entity2', 'entity2'],
    );
  });

  it('have minimum scores that count in any case', () => {
    const scores = minScoresOf(new TypeOptionLayers({ Person: { minScore: 0.7 }, city: {} }));
    const minScore = { general: 0.1, byType: scores };
    assert.deepEqual(
      ['Person', 'person', 'PERSON', 'city', 'constructor'].map((type) =>
        reachesScore({ type, score: 0.5 }, minScore),
      ),
      [false, false, false, true, true],
    );
  });

  it('know no type that every object has', () => {
    assert.equal(new TypeOptionLayers({}).of('constructor'), undefined);
    const layers = new TypeOptionLayers(Object.fromEntries([['__proto__', { minScore: 0.5 }]]));
    assert.deepEqual(layers.of('__proto__'), { minScore: 0.5 });
    assert.deepEqual(Object.entries(layers.all('minScore')), [['__proto__', 0.5]]);
  });
});

describe('type sets', () => {
  it("are the user's own, then the built-in ones that none of them replaces by id or label", () => {
    const own = { mine: {}, NEWS: { x: {} }, 'personal data': {} };
    const ids = offeredSets(own).map(({ id, origin }) => `${origin} ${id}`);
    assert.deepEqual(ids.slice(0, 3), ['own mine', 'own NEWS', 'own personal data']);
    assert.equal(ids.length, 3 + typeSets.length - 2);
    assert.deepEqual(Object.keys(findTypeSet('news', own)?.types ?? {}), ['x']);
    assert.equal(findTypeSet('personalData', own), undefined);
  });

  it('are found by id or label in any case, an own one of just this name first', () => {
    assert.equal(findTypeSet('Personal Data', {})?.id, 'personalData');
    assert.equal(findTypeSet(' PERSONALDATA ', {})?.id, 'personalData');
    assert.equal(findTypeSet('b', { B: {}, b: {} })?.id, 'b');
    assert.equal(findTypeSet('none', {}), undefined);
  });
});
