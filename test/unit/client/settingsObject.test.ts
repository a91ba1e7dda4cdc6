import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { entryIn, keyIn, withEntry, withFields } from '../../../client/src/types/settingsObject.ts';

const broken = ['person', ['person'], 3, true, null];

describe('what is written into a setting', () => {
  it('adds to a setting that was not set', () => {
    assert.deepEqual(withEntry(undefined, 'ship', {}), { ship: {} });
    assert.deepEqual(withFields(undefined, 'ship', { color: 'entity2' }), { ship: { color: 'entity2' } });
  });

  it('keeps all other entries and fields', () => {
    const fields = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    const entries = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fields, { noNullPrototype: true });
    fc.assert(
      fc.property(entries, fc.string(), (object, definition) => {
        const before = structuredClone(object);
        const after = withFields(object, 'Ship1', { definition });
        const { Ship1: entry, ...others } = after ?? {};
        assert.deepEqual(others, before);
        assert.deepEqual(entry, { definition });
        assert.deepEqual(object, before, 'what was given is not changed');
      }),
    );
    assert.deepEqual(
      withFields({ ship: { color: 'entity2', minScore: 0.3 } }, 'ship', { color: 'entity4' }),
      {
        ship: { color: 'entity4', minScore: 0.3 },
      },
    );
  });

  it('finds a name in whatever case', () => {
    assert.equal(keyIn({ Ship: {} }, 'ship'), 'Ship');
    assert.equal(keyIn({ Ship: {} }, 'port'), undefined);
    assert.deepEqual(withEntry({ Ship: { a: 1 }, port: {} }, 'ship', { b: 2 }), { Ship: { b: 2 }, port: {} });
  });

  it('prefers just the name to one that differs in case', () => {
    assert.deepEqual(withEntry({ US: { a: 1 }, us: { b: 2 } }, 'us', {}), { US: { a: 1 }, us: {} });
    assert.equal(entryIn({ US: 1, us: 2 }, 'us'), 2);
    assert.equal(entryIn({ US: 1 }, 'Us'), 1);
  });

  it('knows no name that every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      assert.equal(entryIn({}, name), undefined);
      assert.deepEqual(Object.entries(withFields({}, name, { color: 'entity2' }) ?? {}), [
        [name, { color: 'entity2' }],
      ]);
    }
  });

  it('removes a field that is undefined', () => {
    const object = { ship: { definition: 'a vessel', color: 'entity2' } };
    assert.deepEqual(withFields(object, 'ship', { definition: undefined }), { ship: { color: 'entity2' } });
  });

  it('overwrites nothing that is broken', () => {
    for (const value of broken) {
      assert.equal(withEntry(value, 'ship', {}), undefined);
      assert.equal(withFields(value, 'ship', {}), undefined);
      assert.equal(withFields({ ship: value }, 'ship', {}), undefined);
      assert.equal(keyIn(value, 'person'), undefined);
    }
  });
});
