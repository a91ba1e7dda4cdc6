import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TypeMemory } from '../../../client/src/types/typeMemory.ts';
import { memento } from './typeFixtures.ts';

describe('the memory of types', () => {
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

  it('forgets a choice when the document or its set names other types since', async () => {
    const memory = new TypeMemory(memento(), memento());
    await memory.remember('file:///a', ['person'], ['ship']);
    assert.deepEqual(memory.choiceFor('file:///a', ['ship']), ['person']);
    assert.deepEqual(memory.choiceFor('file:///a', ['ship', 'port']), []);
    assert.deepEqual(memory.choiceFor('file:///a', []), []);
  });

  it('lets what was asked follow a document or folder that is moved', async () => {
    const memory = new TypeMemory(memento(), memento());
    await memory.remember('file:///notes/a.md', ['person'], ['ship']);
    await memory.remember('file:///notes/deep/b.md', ['date']);
    await memory.remember('file:///notes.md', ['city']);
    await memory.remember('file:///old/a.md', ['port']);
    await memory.move('file:///notes', 'file:///old');
    assert.deepEqual(memory.choiceFor('file:///old/a.md', ['ship']), ['person']);
    assert.deepEqual(memory.choiceFor('file:///old/a.md', ['port']), []);
    assert.deepEqual(memory.choiceFor('file:///old/deep/b.md'), ['date']);
    assert.deepEqual(memory.choiceFor('file:///notes/a.md'), []);
    assert.deepEqual(memory.choiceFor('file:///notes.md'), ['city']);
    await memory.move('untitled:Untitled-1', 'file:///new.md');
    await memory.move('file:///notes.md', 'file:///notes.txt');
    assert.deepEqual(memory.choiceFor('file:///notes.txt'), ['city']);
    assert.deepEqual(memory.choiceFor('file:///new.md'), []);
  });

  it('keeps a choice where it is not known what was named, then or now', async () => {
    const memory = new TypeMemory(memento(), memento());
    await memory.remember('file:///a', ['person'], ['ship']);
    await memory.remember('file:///b', ['date']);
    assert.deepEqual(memory.choiceFor('file:///a'), ['person']);
    assert.deepEqual(memory.choiceFor('file:///b', ['ship']), ['date']);
  });
});
