import assert from 'node:assert/strict';
import type { OverlapPolicy } from '../../../server/src/entities/ground.ts';
import { ScriptedEngine, ScriptedExtraction, text } from './scriptedExtraction.ts';

describe('extract', () => {
  it('finds the mentions of all types where they stand in the source', async () => {
    const engine = new ScriptedEngine({ person: ['Ada Lovelace', 'Bob'], city: ['Oslo'] });
    const fixture = new ScriptedExtraction('**Ada** Lovelace &amp; Bob in [Os*lo*](x).', engine);
    await fixture.extract();
    const mentions = fixture.store.mentions(fixture.uri);
    assert.deepEqual(
      mentions.map((mention) => [mention.text, fixture.text.slice(mention.source.start, mention.source.end)]),
      [
        ['Ada Lovelace', 'Ada** Lovelace'],
        ['Bob', 'Bob'],
        ['Oslo', 'Os*lo'],
      ],
    );
  });

  it('asks all types of a passage one after the other, in document order, and known labels in words', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract(['PER', 'city']);
    const { asked } = fixture.engine;
    assert.ok(asked.length >= 8);
    for (let at = 0; at < asked.length; at += 2) {
      assert.deepEqual([asked[at]?.type, asked[at + 1]?.type], ['person', 'city']);
      assert.equal(asked[at]?.passage, asked[at + 1]?.passage);
    }
    const places = asked.map(({ passage }) => text.indexOf(passage));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(fixture.shown.includes('PER:Ada'));
  });

  it('asks what the user sees first', async () => {
    const fixture = new ScriptedExtraction(text);
    const start = text.indexOf('Nobody');
    await fixture.extract(undefined, { visible: () => [{ start, end: start + 5 }] });
    assert.match(fixture.engine.asked[0]?.passage ?? '', /Nobody/);
    assert.match(fixture.engine.asked[2]?.passage ?? '', /Ada/);
  });

  it('streams: mentions show while later passages are still unread', async () => {
    const fixture = new ScriptedExtraction(text);
    let seen: string[] = [];
    fixture.engine.before = ({ passage }) => {
      if (passage.includes('Nobody')) seen = fixture.shown;
    };
    await fixture.extract();
    assert.deepEqual(seen, ['person:Ada', 'city:Oslo', 'person:Bob', 'city:Rome']);
    assert.deepEqual(fixture.shown.slice(4), ['person:Paris Hilton', 'city:Paris']);
  });

  it('asks nothing again: not on the same text, a moved paragraph, an undone edit, or opening again', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract();
    const before = fixture.store.mentions(fixture.uri).map(({ id }) => id);
    fixture.takeAsked();
    await fixture.extract();
    assert.deepEqual(
      fixture.store.mentions(fixture.uri).map(({ id }) => id),
      before,
    );
    fixture.edit(0, 3, 'Eve');
    fixture.edit(0, 3, 'Ada');
    assert.ok(fixture.shown.includes('city:Oslo?'));
    await fixture.extract();
    assert.ok(fixture.shown.includes('city:Oslo'));
    fixture.store.close(fixture.uri);
    fixture.store.open(fixture.uri, 1);
    await fixture.extract();
    assert.deepEqual(fixture.takeAsked(), []);
    assert.equal(fixture.shown.length, 6);
  });

  it('asks only passages whose text is new after an edit', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract();
    fixture.takeAsked();
    const at = text.indexOf('Sunday');
    fixture.edit(at, at + 6, 'a Monday from Oslo');
    assert.deepEqual(fixture.shown.slice(0, 4), ['person:Ada', 'city:Oslo', 'person:Bob?', 'city:Rome?']);
    await fixture.extract();
    const asked = fixture.takeAsked();
    assert.ok(
      asked.length > 0 && asked.every((passage) => fixture.text.includes(passage) && !text.includes(passage)),
    );
    assert.deepEqual(fixture.shown.slice(0, 5), [
      'person:Ada',
      'city:Oslo',
      'person:Bob',
      'city:Rome',
      'city:Oslo',
    ]);
  });

  it('asks about an edited passage with what was answered before, as far as it still stands there', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract();
    assert.ok(fixture.engine.asked.every(({ expected }) => expected?.length === 0));
    const expectedAfter = async (): Promise<Record<string, readonly string[] | undefined>> => {
      fixture.engine.asked.length = 0;
      await fixture.extract();
      return Object.fromEntries(fixture.engine.asked.map(({ type, expected }) => [type, expected]));
    };
    const replace = (before: string, after: string): void => {
      const at = fixture.text.indexOf(before);
      fixture.edit(at, at + before.length, after);
    };
    replace('Bob', 'Ada and Bob');
    assert.deepEqual(await expectedAfter(), { person: ['Bob'], city: ['Rome'] });
    replace('Rome', 'Rom');
    assert.deepEqual(await expectedAfter(), { person: ['Ada', 'Bob'], city: [] });
    // Nobody asked between these edits: the answers to the text before both are the last there are.
    replace('Rom', 'Oslo');
    fixture.engine.outcome = () => 'failed';
    await fixture.extract();
    fixture.engine.outcome = () => 'complete';
    replace('Oslo', 'Rome');
    replace('and Bob', 'or Bob');
    assert.deepEqual(await expectedAfter(), { person: ['Ada', 'Bob'], city: [] });
    // Of each type what was answered last counts, in the same style.
    fixture.engine.outcome = ({ type }) => (type === 'person' ? 'failed' : 'complete');
    replace('to Oslo', 'to Paris');
    await fixture.extract();
    fixture.engine.outcome = () => 'complete';
    replace('and came back on Sunday', 'and Oslo');
    assert.deepEqual(await expectedAfter(), { person: ['Ada', 'Bob'], city: ['Paris'] });
    replace('for a week', 'for a month');
    fixture.engine.asked.length = 0;
    await fixture.extract(['city', 'person'], { style: 'CoNLL 2003' });
    assert.ok(fixture.engine.asked.length > 0);
    assert.ok(fixture.engine.asked.every(({ expected }) => expected?.length === 0));
  });

  it('asks only what touches the range, and keeps the rest', async () => {
    const fixture = new ScriptedExtraction(text);
    await fixture.extract(['person']);
    fixture.takeAsked();
    const start = text.indexOf('Rome');
    await fixture.extract(['city'], { ranges: [{ start, end: start + 1 }] });
    assert.equal(fixture.takeAsked().length, 1);
    assert.deepEqual(fixture.shown, ['person:Ada', 'person:Bob', 'city:Rome', 'person:Paris Hilton']);
    assert.deepEqual(fixture.store.types(fixture.uri), ['person', 'city']);
  });

  it('applies the policy anew without asking', async () => {
    const fixture = new ScriptedExtraction(
      'Paris Hilton sings',
      new ScriptedEngine({ person: ['Paris Hilton'], city: ['Paris'] }),
    );
    await fixture.extract();
    assert.equal(fixture.shown.length, 2);
    fixture.takeAsked();
    await fixture.extract(undefined, { policy: 'flat' });
    assert.deepEqual(fixture.shown, ['person:Paris Hilton']);
    assert.deepEqual(fixture.takeAsked(), []);
  });

  it('lets only what is shown take the place of others, by scores and by what was dismissed', async () => {
    const fixture = new ScriptedExtraction(
      'Paris Hilton sings',
      new ScriptedEngine({ person: ['Paris Hilton'], city: ['Paris'] }),
    );
    const { store, uri } = fixture;
    const again = (policy: OverlapPolicy): Promise<unknown> =>
      fixture.extract(undefined, { policy, knownOnly: true });
    await fixture.extract(undefined, { policy: 'flat' });
    assert.deepEqual(fixture.shown, ['person:Paris Hilton']);
    fixture.takeAsked();
    store.setMinScore(uri, { general: 0, byType: { person: 1 } });
    assert.deepEqual(fixture.shown, []);
    await again('flat');
    assert.deepEqual(fixture.shown, ['city:Paris']);
    store.setMinScore(uri, { general: 0 });
    await again('flat');
    assert.deepEqual(fixture.shown, ['person:Paris Hilton']);
    const [mention] = store.mentions(uri);
    store.dismiss(uri, mention?.id ?? -1, 'text');
    await again('flat');
    assert.deepEqual(fixture.shown, ['city:Paris']);
    store.restoreDismissed(uri, 'last');
    await again('flat');
    assert.deepEqual(fixture.shown, ['person:Paris Hilton']);
    assert.deepEqual(fixture.takeAsked(), []);
  });

  it('moves results to where the text is now, and drops those of changed passages', async () => {
    const fixture = new ScriptedExtraction(text);
    let edits = 0;
    fixture.engine.before = ({ passage }) => {
      if (edits > 0 || !passage.includes('Rome')) return;
      edits++;
      fixture.edit(fixture.text.indexOf('Hilton'), fixture.text.indexOf('Hilton') + 6, 'H');
      fixture.edit(fixture.text.indexOf('Bob') - 1, fixture.text.indexOf('Bob') - 1, '\nA new paragraph.\n');
    };
    await fixture.extract();
    assert.deepEqual(fixture.shown, ['person:Ada', 'city:Oslo', 'person:Bob', 'city:Rome']);
  });

  it('asks a text that two documents share once', async () => {
    const fixture = new ScriptedExtraction(text);
    const other = new ScriptedExtraction(text, fixture.engine, 'file:///b.md', fixture.rooms);
    fixture.engine.before = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.all([fixture.extract(), other.extract()]);
    const asked = fixture.engine.asked.map(({ passage, type }) => `${type} ${passage}`);
    assert.equal(new Set(asked).size, asked.length);
    assert.equal(fixture.shown.length, 6);
    assert.deepEqual(other.shown, fixture.shown);
  });

  it('takes over when the one who asks a shared query gives up', async () => {
    const fixture = new ScriptedExtraction(text);
    const other = new ScriptedExtraction(text, fixture.engine, 'file:///b.md', fixture.rooms);
    const abort = new AbortController();
    let answers = 0;
    fixture.engine.before = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      if (++answers === 3) abort.abort();
    };
    const first = fixture.extract(undefined, { signal: abort.signal });
    const second = other.extract();
    await assert.rejects(first, { name: 'AbortError' });
    await second;
    assert.equal(other.shown.length, 6);
  });

  it('asks passages of foreign languages or skips them, and counts them either way', async () => {
    const korean = '김철수는 서울에서 태어났고 부산에서 대학교를 다녔으며 지금은 오슬로에서 일한다.';
    const fixture = new ScriptedExtraction(
      `${korean}\n\n${text}`,
      new ScriptedEngine({ city: ['서울', 'Oslo'] }),
    );
    const notes = await fixture.extract(['city'], { passageBudget: 80 });
    assert.deepEqual(
      [notes?.foreignPassages, notes?.foreignLanguages, notes?.foreignAsked],
      [1, ['ko'], true],
    );
    assert.deepEqual(fixture.shown, ['city:서울', 'city:Oslo']);
    const skipped = await fixture.extract(['city'], { passageBudget: 80, foreign: 'skip' });
    assert.deepEqual([skipped?.foreignPassages, skipped?.foreignAsked], [1, false]);
    assert.deepEqual(fixture.shown, ['city:Oslo']);
    const skipping = new ScriptedExtraction(korean, new ScriptedEngine({ city: ['서울'] }));
    await skipping.extract(['city'], { passageBudget: 400, foreign: 'skip' });
    assert.deepEqual(skipping.engine.asked, []);
  });

  it('counts strings that stand nowhere, also when nothing is asked again', async () => {
    const fixture = new ScriptedExtraction(text, new ScriptedEngine({ city: ['ome'] }));
    assert.equal((await fixture.extract(['city']))?.ungrounded, (text.match(/ome/g) ?? []).length);
    assert.equal((await fixture.extract(['city']))?.ungrounded, (text.match(/ome/g) ?? []).length);
  });

  it('ends with all passages done', async () => {
    const fixture = new ScriptedExtraction(text);
    let last = { passagesDone: 0, passagesTotal: 0 };
    fixture.store.onDidChange(() => {
      const progress = fixture.store.summary(fixture.uri)?.progress;
      if (!progress) return;
      assert.ok(progress.passagesDone <= progress.passagesTotal);
      last = progress;
    });
    await fixture.extract();
    assert.ok(last.passagesTotal > 0);
    assert.equal(last.passagesDone, last.passagesTotal);
  });

  it('in the background tells progress of many passages only', async () => {
    const told = async (paragraphs: number): Promise<boolean> => {
      const fixture = new ScriptedExtraction(
        Array.from({ length: paragraphs }, (_, index) => `Ada was here on day ${index}.`).join('\n\n'),
      );
      let isTold = false;
      fixture.store.onDidChange((uri) => (isTold ||= fixture.store.summary(uri)?.progress !== undefined));
      await fixture.extract(undefined, { quiet: true });
      assert.equal(fixture.store.summary(fixture.uri)?.progress, undefined, 'and it ends');
      return isTold;
    };
    assert.equal(await told(2), false);
    assert.equal(await told(40), true);
  });

  it('finds nothing in an empty document', async () => {
    const fixture = new ScriptedExtraction('');
    assert.equal((await fixture.extract())?.failedPassages, 0);
    assert.deepEqual(fixture.engine.asked, []);
  });

  it('answers `undefined` when the document is closed meanwhile', async () => {
    const fixture = new ScriptedExtraction(text);
    fixture.engine.before = () => {
      fixture.store.close(fixture.uri);
    };
    assert.equal(await fixture.extract(), undefined);
  });
});
