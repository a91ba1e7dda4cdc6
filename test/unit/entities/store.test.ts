import assert from 'node:assert/strict';
import type { Mention } from '../../../server/src/entities/mention.ts';
import { StoreFixture, uri } from './storeFixture.ts';

describe('EntityStore', () => {
  it('moves mentions with the text and turns those of a touched passage stale, until they are settled again', () => {
    const fixture = new StoreFixture('Ada met Bob\nCarl left');
    fixture.extract(['name']);
    const ids = fixture.mentions.map(({ id }) => id);
    fixture.edit(4, 7, 'saw');
    assert.deepEqual(fixture.shown, ['name:Ada?', 'name:Bob?', 'name:Carl']);
    fixture.edit(0, 0, 'So ');
    assert.deepEqual(fixture.shown, ['name:Ada?', 'name:Bob?', 'name:Carl']);
    fixture.extract(['name']);
    assert.deepEqual(fixture.shown, ['name:So', 'name:Ada', 'name:Bob', 'name:Carl']);
    assert.deepEqual(
      fixture.mentions.slice(1).map(({ id }) => id),
      ids,
      'what is found again keeps its id',
    );
  });

  it('counts text that is typed at a passage’s border as its change', () => {
    const fixture = new StoreFixture('Ada\n\nBob');
    fixture.extract(['name']);
    fixture.edit(3, 3, 'm');
    assert.deepEqual(fixture.shown, ['name:Ada?', 'name:Bob']);
  });

  it('drops mentions whose text is no longer prose only when the passages are placed', () => {
    const fixture = new StoreFixture('Ada met Bob\nCarl left');
    fixture.extract(['name']);
    fixture.edit(0, 11, '');
    assert.deepEqual(fixture.shown, ['name:Carl']);
    const run = fixture.begin(['name']);
    run.place([]);
    assert.deepEqual(fixture.shown, []);
  });

  it('replaces only the settled types of a passage', () => {
    const fixture = new StoreFixture('Ada met Bob');
    fixture.extract();
    const run = fixture.begin(['name', 'word']);
    const [passage] = run.place([{ start: 0, end: 11, text: 'Ada met Bob' }]);
    assert.ok(passage);
    run.settle(passage, new Set(['word']), []);
    assert.deepEqual(fixture.shown, ['name:Ada', 'name:Bob']);
  });

  it('moves the results of a run whose text was edited elsewhere, and drops those of touched passages', () => {
    const fixture = new StoreFixture('Ada\nBob\nCarl');
    const run = fixture.begin(['name']);
    fixture.edit(0, 0, '>> ');
    const passages = [0, 4, 8].map((start) => {
      const text = 'Ada\nBob\nCarl'.slice(start).split('\n')[0] as string;
      return { start, end: start + text.length, text };
    });
    const kept = run.place(passages);
    fixture.edit(7, 8, 'R');
    for (const passage of kept) {
      run.settle(passage, new Set(['name']), [
        { type: 'name', text: passage.text, score: 1, start: 0, end: passage.text.length },
      ]);
    }
    assert.equal(fixture.text, '>> Ada\nRob\nCarl');
    assert.deepEqual(fixture.shown, ['name:Carl'], 'the first was typed at its border, the second changed');
  });

  it('keeps what other types found when a part of the document is asked another', () => {
    const fixture = new StoreFixture('Ada met Bob');
    fixture.extract(['name']);
    fixture.begin(['word'], true);
    assert.deepEqual(fixture.store.types(uri), ['name', 'word']);
    assert.equal(fixture.mentions.length, 2);
    fixture.begin(['word']);
    assert.deepEqual(fixture.store.types(uri), ['word']);
    assert.equal(fixture.mentions.length, 0);
  });

  it('sums the notes of the passages', () => {
    const fixture = new StoreFixture('Ada\nBob\nCarl');
    const run = fixture.begin(['name']);
    const kept = run.place([
      { start: 0, end: 3, text: 'Ada' },
      { start: 4, end: 7, text: 'Bob' },
      { start: 8, end: 12, text: 'Carl' },
    ]);
    const [first, second, third] = kept;
    assert.ok(first && second && third);
    run.noteForeign(first, 'ko');
    run.noteForeign(second, 'de');
    run.noteForeign(third, 'de');
    run.note(first, 2, 'test');
    run.note(second, 3, undefined);
    run.progress({ passagesDone: 2, passagesTotal: 3 });
    fixture.store.setUndiagnosed(uri, 7);
    assert.deepEqual(fixture.store.summary(uri)?.progress, { passagesDone: 2, passagesTotal: 3 });
    run.end({ message: 'It broke.', remedy: 'Mend it.' });
    const summary = fixture.store.summary(uri);
    assert.deepEqual(summary?.notes, {
      ungrounded: 5,
      foreignPassages: 3,
      foreignLanguages: ['de', 'ko'],
      foreignAsked: true,
      belowMinScore: 0,
      failedPassages: 1,
      passages: 3,
      undiagnosed: 7,
    });
    assert.deepEqual(summary.error, { message: 'It broke.', remedy: 'Mend it.' });
    assert.equal(summary.progress, undefined);
    fixture.begin(['name']);
    assert.equal(fixture.store.summary(uri)?.error, undefined);
  });

  it('answers where, which and of what type', () => {
    const fixture = new StoreFixture('Ada met Bob\nAda met Carl');
    fixture.extract(['word', 'name']);
    const { store } = fixture;
    const texts = (mentions: readonly Mention[]): string[] => mentions.map(({ text }) => text);
    assert.deepEqual(texts(store.inRange(uri, { start: 3, end: 9 })), ['met', 'Bob']);
    assert.deepEqual(texts(store.inRange(uri, { start: 3, end: 4 })), []);
    assert.deepEqual(texts(store.at(uri, 3)), ['Ada']);
    assert.deepEqual(texts(store.at(uri, 11)), ['Bob']);
    assert.equal(store.ofEntity(uri, 'name', ' ADA').length, 2);
    assert.deepEqual([...store.byType(uri).keys()], ['word', 'name']);
    assert.equal(store.get(uri, fixture.id('Carl'))?.source.start, 20);
    assert.deepEqual(store.mentions('file:///other.txt'), []);
  });

  it('leaves a run on a closed document without effect', () => {
    const fixture = new StoreFixture('Ada');
    const run = fixture.begin(['name']);
    const [passage] = run.place([{ start: 0, end: 3, text: 'Ada' }]);
    assert.ok(passage);
    fixture.store.close(uri);
    fixture.store.open(uri, 1);
    run.settle(passage, new Set(['name']), [{ type: 'name', text: 'Ada', score: 1, start: 0, end: 3 }]);
    run.end({ message: '', remedy: '' });
    assert.deepEqual(fixture.mentions, []);
    assert.equal(fixture.store.summary(uri)?.error, undefined);
  });
});
