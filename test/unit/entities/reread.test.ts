import assert from 'node:assert/strict';
import type { ClosedDocument } from '../../../server/src/entities/store.ts';
import { ScriptedExtraction, text } from './scriptedExtraction.ts';

/** An extraction that reads its text again when it is told to. */
function following(fixture: ScriptedExtraction): { promise: Promise<unknown>; reread: () => void } {
  let reading = new AbortController();
  const promise = fixture.extract(undefined, {
    reread: {
      begin: () => (reading = new AbortController()).signal,
      latest: () =>
        fixture.store.isOpen(fixture.uri)
          ? { uri: fixture.uri, version: fixture.version, languageId: 'markdown', text: fixture.text }
          : undefined,
    },
  });
  return { promise, reread: () => reading.abort() };
}

describe('an extraction that follows edits', () => {
  it('asks what was edited, and nothing again that was answered', async () => {
    const fixture = new ScriptedExtraction(text);
    let edited = false;
    fixture.engine.before = ({ passage }) => {
      if (edited || !passage.includes('Rome')) return;
      edited = true;
      const at = fixture.text.indexOf('Ada');
      fixture.edit(at, at + 3, 'Bob');
      run.reread();
    };
    const run = following(fixture);
    await run.promise;
    assert.deepEqual(fixture.shown.slice(0, 4), ['person:Bob', 'city:Oslo', 'person:Bob', 'city:Rome']);
    assert.deepEqual(fixture.shown.slice(4), ['person:Paris Hilton', 'city:Paris']);
    const asked = fixture.engine.asked.map(({ passage, type }) => `${type} ${passage}`);
    const twice = asked.filter((query, at) => asked.indexOf(query) !== at);
    assert.ok(twice.length <= 1, 'only what was being asked is asked anew');
    assert.ok(asked.some((query) => query.includes('Bob lives in Oslo')));
  });

  it('is one piece of work to those who watch it', async () => {
    const fixture = new ScriptedExtraction(text);
    let rereadings = 0;
    fixture.engine.before = () => {
      if (rereadings++ < 3) run.reread();
    };
    let begun = false;
    let gaps = 0;
    fixture.store.onDidChange((uri) => {
      const isRunning = fixture.store.summary(uri)?.progress !== undefined;
      if (begun && !isRunning) gaps++;
      begun ||= isRunning;
    });
    const run = following(fixture);
    await run.promise;
    assert.equal(gaps, 1, 'it ends once');
    assert.equal(fixture.shown.length, 6);
  });

  it('ends with the reason when the document is closed meanwhile', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.before = () => {
      fixture.store.close(fixture.uri);
      run.reread();
    };
    const run = following(fixture);
    await assert.rejects(run.promise, { name: 'AbortError' });
  });
});

describe('a document that is opened again', () => {
  it('has the entities that the store gave when it was closed, whatever its name', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract();
    const before = fixture.store.mentions(fixture.uri);
    const [first] = before;
    assert.ok(first);
    fixture.store.dismiss(fixture.uri, first.id, 'mention');
    const known = fixture.store.close(fixture.uri);
    assert.ok(known);
    assert.deepEqual(fixture.store.mentions(fixture.uri), []);
    const told: string[] = [];
    fixture.store.onDidChange((uri) => told.push(uri));
    fixture.store.open('file:///b.md', 7, { general: 0 }, known);
    assert.deepEqual(told, ['file:///b.md']);
    assert.deepEqual(fixture.store.mentions('file:///b.md'), before.slice(1), 'the dismissed one stays so');
    assert.equal(fixture.store.summary('file:///b.md')?.version, 7);
    assert.deepEqual(fixture.store.types('file:///b.md'), ['city', 'person']);
  });

  it('starts afresh where nothing was known', () => {
    const fixture = new ScriptedExtraction(text);
    assert.equal(fixture.store.close(fixture.uri), undefined);
  });

  it('keeps what an extraction had found that still ran, and goes on where it was closed', async () => {
    const fixture = new ScriptedExtraction(text);
    let known: ClosedDocument | undefined;
    let found: readonly string[] = [];
    fixture.engine.before = ({ passage }) => {
      if (!passage.includes('Nobody') || known) return;
      found = fixture.shown;
      known = fixture.store.close(fixture.uri);
      fixture.store.open(fixture.uri, 1, { general: 0 }, known);
    };
    await fixture.extract();
    assert.equal(known?.isUnfinished, true);
    assert.deepEqual(fixture.shown, found, 'the extraction that was closed brings nothing more');
    assert.ok(found.length > 0 && found.length < 6);
    assert.equal(fixture.store.summary(fixture.uri)?.progress, undefined);
    await fixture.extract();
    assert.equal(fixture.shown.length, 6);
    assert.equal(fixture.store.close(fixture.uri)?.isUnfinished, false);
  });

  it('follows the minimum score of now', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract();
    const known = fixture.store.close(fixture.uri);
    assert.ok(known);
    fixture.store.open(fixture.uri, 1, { general: 0.95 }, known);
    assert.deepEqual(fixture.shown, []);
    assert.equal(fixture.store.summary(fixture.uri)?.notes.belowMinScore, 6);
  });
});
