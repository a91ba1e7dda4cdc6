import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TypeResolver } from '../../../server/src/entities/types.ts';
import { UnansweredError } from '../../../server/src/entities/unanswered.ts';
import { ModelError } from '../../../server/src/model/engine.ts';
import { ScriptedExtraction, text } from './scriptedExtraction.ts';
import { runs } from '../../properties.ts';

describe('extract, when something is in its way', () => {
  it('cuts a passage that is too long for the model and asks its parts', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.outcome = ({ passage }) => (passage.length > 30 ? 'too-long' : 'complete');
    const notes = await fixture.extract();
    assert.deepEqual(fixture.shown.slice(0, 4), ['person:Ada', 'city:Oslo', 'person:Bob', 'city:Rome']);
    assert.equal(notes?.failedPassages, 0);
    fixture.takeAsked();
    fixture.store.clear(fixture.uri);
    await fixture.extract();
    assert.deepEqual(fixture.takeAsked(), [], 'what is too long is known too');
    assert.ok(fixture.shown.includes('city:Rome'));
  });

  it('counts a passage that can not be cut small enough as failed', async () => {
    const fixture = new ScriptedExtraction(`Oslo\n\n${text}`);
    fixture.engine.outcome = ({ passage }) => (passage.startsWith('Oslo') ? 'too-long' : 'complete');
    const notes = await fixture.extract();
    assert.equal(notes?.failedPassages, 1);
    assert.equal(fixture.store.summary(fixture.uri)?.error, undefined);
  });

  it('ends with one sentence and a remedy when no passage could be answered about, and keeps what rules found', async () => {
    const resolver = new TypeResolver();
    const options = { terms: ['cat'] };
    const resolve = (type: string) =>
      resolver.resolve(type, { options: () => options, labels: {}, termFiles: new Map() });
    for (const [outcome, message] of [
      ['failed', /^The model's process ended whenever it was asked/],
      ['too-long', /^No passage of the document fits the model's context/],
    ] as const) {
      const fixture = new ScriptedExtraction(text);
      fixture.engine.outcome = () => outcome;
      await assert.rejects(fixture.extract(['animal'], { resolve }), UnansweredError);
      const summary = fixture.store.summary(fixture.uri);
      assert.match(summary?.error?.message ?? '', message);
      assert.match(summary?.error?.remedy ?? '', /\.$/);
      assert.equal(summary?.notes.failedPassages, 4);
      assert.equal(summary.progress, undefined);
      assert.deepEqual(fixture.shown, ['animal:cat']);
      fixture.engine.outcome = () => 'complete';
      await fixture.extract(['city']);
      assert.equal(fixture.store.summary(fixture.uri)?.error, undefined);
    }
  });

  it('is no failure when the model answered about one passage, now or before', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.outcome = ({ passage }) => (passage.includes('Rome') ? 'complete' : 'failed');
    assert.equal((await fixture.extract())?.failedPassages, 3);
    fixture.engine.outcome = () => 'failed';
    assert.equal((await fixture.extract())?.failedPassages, 3);
    assert.equal(fixture.store.summary(fixture.uri)?.error, undefined);
  });

  it('goes on after a query that failed, tells it, and asks it again the next time', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.outcome = ({ passage, type }) =>
      passage.includes('Rome') && type === 'city' ? 'failed' : 'complete';
    const notes = await fixture.extract();
    assert.equal(notes?.failedPassages, 1);
    assert.deepEqual(fixture.shown.slice(0, 4), [
      'person:Ada',
      'city:Oslo',
      'person:Bob',
      'person:Paris Hilton',
    ]);
    fixture.engine.outcome = () => 'complete';
    fixture.takeAsked();
    assert.equal((await fixture.extract())?.failedPassages, 0);
    assert.equal(fixture.takeAsked().length, 1);
    assert.ok(fixture.shown.includes('city:Rome'));
  });

  it('ends with the model’s error, and keeps what was found', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.before = ({ passage }) => {
      if (passage.includes('Rome')) throw new ModelError('The file is gone.', 'Choose another.');
    };
    await assert.rejects(fixture.extract(), ModelError);
    const summary = fixture.store.summary(fixture.uri);
    assert.deepEqual(summary?.error, { message: 'The file is gone.', remedy: 'Choose another.' });
    assert.equal(summary.progress, undefined);
    assert.deepEqual(fixture.shown, ['person:Ada', 'city:Oslo']);
  });

  it('stops when it is aborted, without an error in the store', async () => {
    const fixture = new ScriptedExtraction(text);
    const abort = new AbortController();
    fixture.engine.before = ({ passage }) => {
      if (passage.includes('Rome')) abort.abort();
    };
    await assert.rejects(fixture.extract(undefined, { signal: abort.signal }), { name: 'AbortError' });
    const summary = fixture.store.summary(fixture.uri);
    assert.equal(summary?.error, undefined);
    assert.equal(summary?.progress, undefined);
    assert.deepEqual(fixture.shown, ['person:Ada', 'city:Oslo']);
    fixture.engine.before = () => undefined;
    await fixture.extract();
    assert.ok(fixture.shown.includes('city:Rome'), 'its queries can be asked again');
  });

  it('gives, whatever is edited when, what a fresh extraction of the final text gives', async () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat({ max: 30 }),
      text: fc.constantFrom(
        '',
        ' ',
        '\n\n',
        'Ada',
        ' Rome ',
        '\n# Oslo\n',
        '```\n',
        '**',
        'Paris Hilton\n\n',
      ),
      during: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 6 }), async (edits) => {
        const fixture = new ScriptedExtraction(text);
        const queue = [...edits];
        const next = (): void => {
          const { at, cut, text: inserted } = queue.shift() ?? assert.fail();
          const start = at % (fixture.text.length + 1);
          fixture.edit(start, Math.min(fixture.text.length, start + cut), inserted);
        };
        fixture.engine.before = () => {
          if (queue[0]?.during) next();
        };
        while (queue.length > 0) {
          await fixture.extract();
          if (queue.length > 0) next();
        }
        await fixture.extract();
        const fresh = new ScriptedExtraction(fixture.text);
        await fresh.extract();
        assert.deepEqual(fixture.shown, fresh.shown);
        for (const { source, text: reading } of fixture.store.mentions(fixture.uri)) {
          const standing = fixture.text.slice(source.start, source.end).replace(/[*\s]+/g, '');
          assert.equal(standing, reading.replace(/\s+/g, ''));
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
