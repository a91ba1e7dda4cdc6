import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { detailsIn, linesOf, namedTypes, typesAgain } from '../../../client/src/types/typeSources.ts';
import { named, noSources, setOf, typeOf } from './typeFixtures.ts';

describe('where types come from', () => {
  const legal = setOf('Legal', 'person', 'court', 'law');
  const news = setOf('News', 'person', 'ship', 'event');

  it('shows every type once, where it is nearest to the person', () => {
    const lines = linesOf({
      document: new Map([['Person', 3]]),
      choice: ['person', 'deadline'],
      named: named({ from: 'document', types: ['ship', 'deadline'], typeSet: 'legal' }),
      recent: ['PERSON', 'Ship', 'port'],
      configured: [typeOf('port'), typeOf('drug', { group: 'Care' }), typeOf('sea')],
      sets: [news, legal],
    });
    assert.deepEqual(
      lines.map(({ name, section: { kind, group, set }, mentions }) => [
        name,
        kind,
        group ?? set?.id,
        mentions,
      ]),
      [
        ['Person', 'document', undefined, 3],
        ['deadline', 'document', undefined, undefined],
        ['ship', 'named', undefined, undefined],
        ['port', 'recent', undefined, undefined],
        ['sea', 'configured', undefined, undefined],
        ['drug', 'configured', 'Care', undefined],
        ['court', 'inUse', 'legal', undefined],
        ['law', 'inUse', 'legal', undefined],
        ['event', 'set', 'news', undefined],
      ],
    );
  });

  it('keeps types of one heading together', () => {
    const grouped = (...groups: readonly (string | undefined)[]) =>
      groups.map((group, index) => typeOf(`type ${index}`, group === undefined ? {} : { group }));
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })), (groups) => {
        const lines = linesOf({ ...noSources, configured: grouped(...groups) });
        const headings = lines.map(({ section: { group } }) => group);
        const changes = headings.filter((group, index) => index === 0 || group !== headings[index - 1]);
        assert.equal(lines.length, groups.length);
        assert.deepEqual(changes, [...new Set(groups)]);
      }),
    );
  });

  it('takes the types of front matter and set for named, not those of the settings', () => {
    for (const from of ['document', 'typeSet'] as const) {
      assert.deepEqual(namedTypes(named({ from, types: ['ship'] })), ['ship']);
    }
    assert.deepEqual(namedTypes(named({ from: 'settings', types: ['ship'] })), []);
    assert.deepEqual(namedTypes(undefined), []);
  });

  it('knows of a type what the front matter says, else what the settings say, else the first set', () => {
    const detailOf = detailsIn({
      ...noSources,
      configured: [
        typeOf('Person', { definition: 'a human', color: 'entity3' }),
        typeOf('sail', { definition: 'a cloth' }),
      ],
      named: {
        from: 'document',
        types: [
          typeOf('person', { definition: 'someone' }),
          typeOf('ship', { definition: 'a vessel' }),
          typeOf('sail'),
        ],
      },
      sets: [
        setOf('Sea', typeOf('ship', { definition: 'a boat' }), typeOf('port', { definition: 'a harbour' })),
        setOf('Wine', typeOf('port', { definition: 'a drink', hasRules: true })),
      ],
    });
    // The server asks by the front matter's, which goes first.
    assert.equal(detailOf('PERSON')?.definition, 'someone');
    assert.equal(detailOf('person')?.color, 'entity3');
    assert.equal(detailOf('sail')?.definition, 'a cloth');
    assert.equal(detailOf('ship')?.definition, 'a vessel');
    assert.equal(detailOf('port')?.definition, 'a harbour');
    assert.equal(detailOf('port')?.hasRules, false);
    assert.equal(detailOf('sea'), undefined);
  });

  it('knows of a type that a set names what the settings say now, whatever the server still says', () => {
    for (const from of ['typeSet', 'settings'] as const) {
      const detailOf = detailsIn({
        ...noSources,
        configured: [typeOf('ship', { definition: 'as just written' })],
        named: { from, types: [typeOf('ship', { definition: 'as before' })] },
      });
      assert.equal(detailOf('ship')?.definition, 'as just written');
    }
  });

  it('knows of a type what the set in use says, else the first set that has it, and no mixture', () => {
    const own = {
      ...setOf(
        'Mine',
        typeOf('ship', { definition: 'mine', color: 'entity5', askBy: 'nothing', hasRules: true }),
      ),
      origin: 'own' as const,
    };
    const sets = [
      own,
      setOf('Sea', typeOf('ship', { definition: 'a boat', color: 'entity3' })),
      setOf('Law'),
    ];
    const mine = typeOf('ship', { definition: 'mine', askBy: 'nothing', hasRules: true });
    assert.deepEqual(detailsIn({ ...noSources, sets })('Ship'), mine);
    const inUse = { named: named({ from: 'document', types: [], typeSet: 'sea' }) };
    assert.deepEqual(
      detailsIn({ ...noSources, sets, ...inUse })('Ship'),
      typeOf('ship', { definition: 'a boat', color: 'entity3' }),
    );
  });

  it('asks again what was asked last, unless the set was switched since, and else what is named', () => {
    const told = named({ from: 'typeSet', types: ['ship', 'port'], typeSet: 'sea' });
    const again = (asked: string[], choice: string[], more: object = {}) =>
      typesAgain(asked, { choice, named: { ...told, ...more } });
    assert.deepEqual(again(['date'], ['person']), ['date']);
    assert.deepEqual(again([], ['person']), ['person']);
    assert.deepEqual(again([], []), ['ship', 'port']);
    assert.deepEqual(again(['date'], ['person'], { isSwitched: true }), ['ship', 'port']);
    assert.deepEqual(typesAgain(['date'], { choice: [], named: undefined }), ['date']);
    assert.deepEqual(typesAgain([], { choice: [], named: undefined }), []);
  });
});
