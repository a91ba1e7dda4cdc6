import assert from 'node:assert/strict';
import { StoreFixture, uri } from './storeFixture.ts';

describe('what EntityStore shows', () => {
  it('hides weak mentions on reading, by type first, and counts them', () => {
    const fixture = new StoreFixture('Ada met Bartholomew');
    fixture.extract();
    const revision = fixture.store.summary(uri)?.revision ?? 0;
    fixture.store.setMinScore(uri, { general: 0.5 });
    assert.deepEqual(fixture.shown, ['name:Bartholomew']);
    assert.equal(fixture.store.summary(uri)?.notes.belowMinScore, 2);
    assert.equal(fixture.store.summary(uri)?.mentionCount, 1);
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0 } });
    assert.deepEqual(fixture.shown, ['word:met', 'name:Bartholomew']);
    const delta = fixture.store.delta(uri, revision);
    assert.deepEqual([delta?.full, delta?.upserted, delta?.removed], [false, [], []]);
    assert.ok((delta?.revision ?? 0) > revision, 'who shows mentions hears that others are shown');
    assert.equal(
      fixture.store.delta(uri)?.upserted.length,
      3,
      'a client gets those that it may show at once',
    );
  });

  it("lets a person's filter go before the settings, type by type, in documents of now and later", () => {
    const fixture = new StoreFixture('Ada met Bartholomew');
    fixture.extract();
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0.9 } });
    assert.deepEqual(fixture.shown, ['name:Bartholomew']);
    fixture.store.setScoreFilter({ general: 0.1 });
    assert.deepEqual(fixture.shown, ['name:Ada', 'name:Bartholomew'], 'what the settings give a type stays');
    fixture.store.setScoreFilter({ byType: { word: 0.3 } });
    assert.deepEqual(fixture.shown, ['word:met', 'name:Bartholomew']);
    assert.deepEqual(fixture.store.summary(uri)?.minScore, { general: 0.5, byType: { word: 0.9 } });
    fixture.store.open(uri, 1, { general: 0.5 });
    fixture.extract();
    assert.deepEqual(fixture.shown, ['word:met', 'name:Bartholomew']);
    fixture.store.setScoreFilter({});
    assert.deepEqual(fixture.shown, ['name:Bartholomew']);
  });

  it('tells of no change where the minimum score stays', () => {
    const fixture = new StoreFixture('Ada');
    fixture.extract();
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0 } });
    let changes = 0;
    fixture.store.onDidChange(() => changes++);
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0 } });
    assert.equal(changes, 0);
  });

  it('keeps a mention dismissed through edits, new answers and opening again', () => {
    const fixture = new StoreFixture('Ada met Ada');
    fixture.extract(['name']);
    assert.ok(fixture.store.dismiss(uri, fixture.id('Ada'), 'mention'));
    const second = fixture.mentions[0]?.source.start;
    assert.deepEqual([fixture.shown, second], [['name:Ada'], 8]);
    fixture.edit(0, 0, 'Hm, ');
    fixture.extract(['name']);
    assert.deepEqual(fixture.shown, ['name:Hm', 'name:Ada']);
    fixture.store.close(uri);
    fixture.store.open(uri, 1);
    fixture.version = 1;
    fixture.extract(['name']);
    assert.deepEqual(fixture.shown, ['name:Hm', 'name:Ada']);
    assert.equal(fixture.store.dismiss(uri, 12345, 'text'), false);
  });

  it('dismisses a text of a type wherever it stands, in any case', () => {
    const fixture = new StoreFixture('Ada met ADA and Bob\nAda');
    fixture.extract(['name']);
    fixture.store.dismiss(uri, fixture.id('Ada'), 'text');
    assert.deepEqual(fixture.shown, ['name:Bob']);
    assert.equal(fixture.store.summary(uri)?.notes.belowMinScore, 0);
  });
});
