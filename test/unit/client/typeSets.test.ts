import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Memento } from '../../../client/src/types/typeMemory.ts';
import { TypeSets, type TypeSetsWire } from '../../../client/src/types/typeSets.ts';
import type { TypeSetInfo } from '../../../server/src/protocol.ts';
import { memento, named, setOf } from './typeFixtures.ts';

const own: TypeSetInfo = { ...setOf('Ships', 'ship'), origin: 'own' };
const news = setOf('News', 'person');
const uri = 'file:///a';

describe('the type sets as the client knows them', () => {
  let told: string[];
  let everywhere: Memento;
  let here: Memento;
  let wire: TypeSetsWire;
  let typeSets: TypeSets;
  const another = (): TypeSets => new TypeSets(wire, everywhere, here, () => told.push('changed'));

  beforeEach(() => {
    told = [];
    everywhere = memento();
    here = memento();
    wire = {
      sets: async () => [own, news],
      types: async () => named({ from: 'typeSet', types: ['person'], typeSet: 'news' }),
      choose: async (of, typeSet) => void told.push(`${of} ${typeSet}`),
    };
    typeSets = another();
  });

  it('are what the server told last', async () => {
    assert.deepEqual(typeSets.all, []);
    assert.equal(typeSets.typesOf(uri), undefined);
    await typeSets.refresh(uri);
    assert.deepEqual(typeSets.all, [own, news]);
    assert.equal(typeSets.typesOf(uri)?.typeSet, 'news');
    assert.deepEqual(told, ['changed']);
  });

  it('are at hand in the next window before the server speaks, but for those of other settings', async () => {
    await typeSets.refresh(uri);
    assert.deepEqual(another().all, [news]);
  });

  it('stay what they were when the server does not answer', async () => {
    await typeSets.refresh(uri);
    wire.sets = () => Promise.reject(new Error('gone'));
    await assert.rejects(typeSets.refresh(uri), /gone/);
    assert.deepEqual(typeSets.all, [own, news]);
  });

  it('remember which was chosen for a document, and tell the server', async () => {
    await typeSets.choose(uri, 'news');
    assert.equal(another().chosenFor(uri), 'news');
    assert.equal(typeSets.chosenFor('file:///b'), undefined);
    await typeSets.choose(uri, null);
    assert.equal(another().chosenFor(uri), undefined);
    assert.deepEqual(
      told.filter((each) => each !== 'changed'),
      [`${uri} news`, `${uri} null`],
    );
  });

  it('forget what a closed document names, and not what was chosen for it', async () => {
    await typeSets.choose(uri, 'news');
    typeSets.forget(uri);
    assert.equal(typeSets.typesOf(uri), undefined);
    assert.equal(typeSets.chosenFor(uri), 'news');
  });

  it('follow a document or folder that is moved, and tell the server', async () => {
    await typeSets.choose('file:///notes/a.md', 'news');
    await typeSets.choose('untitled:Untitled-1', 'Ships');
    told.length = 0;
    await typeSets.move('file:///notes', 'file:///old');
    await typeSets.move('untitled:Untitled-1', 'file:///new.md');
    await typeSets.move('file:///none', 'file:///nowhere');
    assert.equal(another().chosenFor('file:///old/a.md'), 'news');
    assert.equal(another().chosenFor('file:///new.md'), 'Ships');
    assert.equal(another().chosenFor('file:///notes/a.md'), undefined);
    assert.deepEqual(told, ['file:///old/a.md news', 'file:///new.md Ships']);
  });

  it('stay small', async () => {
    for (let index = 0; index < 210; index += 1) await typeSets.choose(`file:///${index}`, 'news');
    assert.equal(typeSets.chosenFor('file:///0'), undefined);
    assert.equal(typeSets.chosenFor('file:///209'), 'news');
  });
});
