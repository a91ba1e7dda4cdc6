import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { typeInfosIn } from '../../../client/src/types/typeInfos.ts';

describe('the types of a setting, for a list of types', () => {
  it('are told with what the list shows, in the order of the setting', () => {
    const ship = { definition: 'a vessel', askBy: 'both', color: 'entity2', group: 'Sea', terms: ['Argo'] };
    const { terms, ...shown } = ship;
    assert.ok(terms);
    assert.deepEqual(typeInfosIn({ ship, port: {} }), [
      { name: 'ship', hasRules: true, ...shown },
      { name: 'port', hasRules: false },
    ]);
  });

  it('have names that can be read, without the blanks around them', () => {
    assert.deepEqual(
      typeInfosIn({ ' ': {}, '': {}, ' ship ': {} }).map(({ name }) => name),
      ['ship'],
    );
  });

  it('are told without what is broken', () => {
    const broken = { definition: ' ', askBy: 'nam', color: 3, group: '' };
    assert.deepEqual(typeInfosIn({ a: broken, b: null }), [
      { name: 'a', hasRules: false },
      { name: 'b', hasRules: false },
    ]);
    for (const types of [undefined, null, 'x', ['person'], 3]) assert.deepEqual(typeInfosIn(types), []);
  });
});
