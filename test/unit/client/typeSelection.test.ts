import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { TypeMemory } from '../../../client/src/types/typeMemory.ts';
import { TypeSelection } from '../../../client/src/types/typeSelection.ts';

const nothing = { document: new Map<string, number>(), choice: [], recent: [], configured: [] };

describe('the choice of types', () => {
  let selection: TypeSelection;
  beforeEach(() => {
    selection = new TypeSelection({ ...nothing, recent: ['contact person', 'Deadline'] });
  });

  it('offers useful types where nothing was asked and nothing is configured', () => {
    const names = new TypeSelection(nothing).entries.map(({ name }) => name);
    for (const name of ['person', 'organization', 'location', 'date']) assert.ok(names.includes(name));
    assert.equal(new Set(names).size, names.length);
  });

  it('shows every type once, where it is nearest to the person', () => {
    const { entries, chosen } = new TypeSelection({
      document: new Map([['Person', 3]]),
      choice: ['person', 'court'],
      recent: ['PERSON', 'ship'],
      configured: ['ship', 'port'],
    });
    const head = entries.slice(0, 4).map(({ name, section, mentions }) => [name, section, mentions]);
    assert.deepEqual(head, [
      ['Person', 'document', 3],
      ['court', 'document', undefined],
      ['ship', 'recent', undefined],
      ['port', 'configured', undefined],
    ]);
    assert.equal(entries.filter(({ name }) => name.toLowerCase() === 'person').length, 1);
    assert.deepEqual(chosen, ['Person', 'court']);
  });

  it('takes name, Enter, name, Enter, Enter', () => {
    assert.equal(selection.accept('person', selection.suggestion('person')), false);
    assert.equal(selection.accept('drug dose', selection.suggestion('drug dose')), false);
    assert.equal(selection.accept('', selection.entries[0]?.name), true);
    assert.deepEqual(selection.chosen, ['person', 'drug dose']);
    assert.deepEqual(selection.entries[0], { name: 'drug dose', section: 'new' });
  });

  it('means the type of just this name, however many others match', () => {
    assert.equal(selection.suggestion('person'), 'person');
    assert.equal(selection.suggestion(' PERSON '), 'person');
  });

  it('completes a word that is being typed, and takes whole words as they are', () => {
    assert.equal(selection.suggestion('dead'), 'Deadline');
    assert.equal(selection.suggestion('drug d'), 'drug dosage');
    assert.equal(selection.suggestion('medical'), undefined);
    assert.equal(selection.suggestion('procedure'), undefined);
    assert.deepEqual(selection.offered('procedure'), ['procedure']);
  });

  it('takes several types at once, parted by commas', () => {
    assert.equal(selection.suggestion('ship, person'), undefined);
    assert.deepEqual(selection.offered('ship, person, Ship,'), ['ship', 'person']);
    selection.accept('ship, person, Ship,', undefined);
    assert.deepEqual(selection.chosen, ['ship', 'person']);
    assert.equal(selection.entries.filter(({ name }) => name === 'person').length, 1);
  });

  it('gives up a chosen type when it is entered again', () => {
    selection.accept('person', 'person');
    selection.accept('person', 'person');
    assert.deepEqual(selection.chosen, []);
  });

  it('takes the marked line when nothing is typed and nothing chosen', () => {
    assert.equal(selection.accept(' ', undefined), false);
    assert.equal(selection.accept('', 'date'), true);
    assert.deepEqual(selection.chosen, ['date']);
  });

  it('keeps the order in which boxes were ticked', () => {
    selection.accept('date', 'date');
    selection.setChosen(['person', 'date']);
    assert.deepEqual(selection.chosen, ['date', 'person']);
    assert.ok(selection.isChosenExactly(['person', 'date']));
    selection.setChosen(['person']);
    assert.deepEqual(selection.chosen, ['person']);
    assert.ok(!selection.isChosenExactly(['person', 'date']));
  });
});

describe('the memory of types', () => {
  const memento = (): {
    get: <T>(key: string, fallback: T) => T;
    update: (key: string, value: unknown) => Promise<void>;
  } => {
    const kept = new Map<string, string>();
    return {
      get: <T>(key: string, fallback: T) =>
        kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as T) : fallback,
      update: async (key, value) => void kept.set(key, JSON.stringify(value)),
    };
  };

  it('knows the recent types everywhere and the last choice in each document', async () => {
    const memory = new TypeMemory(memento(), memento());
    await memory.remember('file:///a', ['person', 'date']);
    await memory.remember('file:///b', ['date', 'ship']);
    assert.deepEqual(memory.recent, ['date', 'ship', 'person']);
    assert.deepEqual(memory.choiceFor('file:///a'), ['person', 'date']);
    assert.deepEqual(memory.choiceFor('file:///b'), ['date', 'ship']);
    assert.deepEqual(memory.choiceFor('file:///c'), []);
  });

  it('stays small', async () => {
    const memory = new TypeMemory(memento(), memento());
    for (let index = 0; index < 130; index += 1) await memory.remember(`file:///${index}`, [`type ${index}`]);
    assert.equal(memory.recent.length, 20);
    assert.deepEqual(memory.choiceFor('file:///0'), []);
    assert.deepEqual(memory.choiceFor('file:///129'), ['type 129']);
  });
});
