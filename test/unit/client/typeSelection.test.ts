import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { TypeSelection } from '../../../client/src/types/typeSelection.ts';
import type { TypeSources } from '../../../client/src/types/typeSources.ts';
import { named, noSources, setOf } from './typeFixtures.ts';

const medicine = setOf('Medicine', 'drug dosage', 'medical procedure', 'person', 'date');

describe('the choice of types', () => {
  let selection: TypeSelection;
  beforeEach(() => {
    selection = new TypeSelection({
      ...noSources,
      recent: ['contact person', 'Deadline'],
      sets: [medicine],
    });
  });

  it('takes name, Enter, name, Enter, Enter', () => {
    assert.equal(selection.accept('person', selection.suggestion('person')), false);
    assert.equal(selection.accept('drug dose', selection.suggestion('drug dose')), false);
    assert.equal(selection.accept('', selection.entries[0]?.name), true);
    assert.deepEqual(selection.chosen, ['person', 'drug dose']);
    assert.deepEqual(selection.entries[0], { name: 'drug dose', section: { kind: 'new' } });
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

  it('keeps a type with commas whole where it is in quotes, or a line of the list', () => {
    const village = 'a city, town or village';
    selection.accept(`"${village}", ship`, undefined);
    assert.deepEqual(selection.chosen, [village, 'ship']);
    const known = new TypeSelection({ ...noSources, recent: [village] });
    for (const typed of [village, 'A city, to', `"${village}"`]) {
      assert.equal(known.suggestion(typed), village, typed);
      known.accept(typed, known.suggestion(typed));
      assert.deepEqual(known.chosen, [village], typed);
      known.setChosen([]);
    }
    // Gone to by the arrow keys.
    known.accept('a city, t', village);
    assert.deepEqual(known.chosen, [village]);
    assert.equal(known.suggestion('a city, ship'), undefined);
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

  it('begins with the last choice ticked, spelled as the list spells it', () => {
    const sources: TypeSources = {
      ...noSources,
      document: new Map([['Person', 3]]),
      choice: ['person', 'court'],
    };
    assert.deepEqual(new TypeSelection(sources).chosen, ['Person', 'court']);
  });

  it('begins with the types ticked that the document or its set names, where nothing was chosen', () => {
    for (const from of ['document', 'typeSet'] as const) {
      const told = named({ from, types: ['ship', 'port'] });
      assert.deepEqual(new TypeSelection({ ...noSources, named: told }).chosen, ['ship', 'port']);
      assert.deepEqual(new TypeSelection({ ...noSources, named: told, choice: ['sea'] }).chosen, ['sea']);
    }
    const settings = named({ from: 'settings', types: ['ship'] });
    assert.deepEqual(new TypeSelection({ ...noSources, named: settings }).chosen, []);
  });

  describe('that learns more while it is shown', () => {
    const later: TypeSources = {
      ...noSources,
      recent: ['Deadline'],
      named: named({ from: 'document', types: ['ship', 'Person'] }),
      sets: [medicine],
    };
    beforeEach(() => {
      selection = new TypeSelection({ ...noSources, recent: ['Deadline', 'person'] });
    });

    it('adds lines at the end, so that none moves', () => {
      assert.ok(selection.learn(later, false));
      assert.deepEqual(
        selection.entries.map(({ name }) => name),
        ['Deadline', 'person', 'ship', 'drug dosage', 'medical procedure', 'date'],
      );
    });

    it('ticks what the document names as long as nobody has chosen or typed', () => {
      selection.learn(later, false);
      assert.deepEqual(selection.chosen, ['ship', 'person']);
      const typing = new TypeSelection(noSources);
      assert.ok(typing.learn(later, true));
      assert.deepEqual(typing.chosen, []);
      const unticked = new TypeSelection({ ...noSources, recent: ['sea'] });
      unticked.setChosen(['sea']);
      unticked.setChosen([]);
      unticked.learn(later, false);
      assert.deepEqual(unticked.chosen, []);
    });

    it('says whether anything is new', () => {
      assert.ok(selection.learn(later, false));
      assert.ok(!selection.learn(later, false));
    });
  });
});
