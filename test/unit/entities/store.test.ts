import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Mention } from '../../../server/src/entities/mention.ts';
import { EntityStore, toWire } from '../../../server/src/entities/store.ts';
import type { ExtractionRun } from '../../../server/src/entities/extractionRun.ts';
import { type TextEdit, type WireMention, moveSpan, reachesScore } from '../../../server/src/protocol.ts';

const uri = 'file:///a.txt';

/** A store with one text that is one passage a line, read with the words of a type as its mentions. */
class Fixture {
  readonly store = new EntityStore();
  text: string;
  version = 1;

  constructor(text: string, general = 0) {
    this.text = text;
    this.store.open(uri, 1, { general });
  }

  edit(start: number, end: number, inserted: string): TextEdit {
    const edit = { start, end, length: inserted.length };
    this.text = this.text.slice(0, start) + inserted + this.text.slice(end);
    this.store.edit(uri, ++this.version, [edit]);
    return edit;
  }

  begin(types: readonly string[], partial = false): ExtractionRun {
    return this.store.begin(uri, { version: this.version, types, partial, foreignAsked: true });
  }

  /** Extracts capitalised words as `name` and the others as `word`; the score is the word's length / 10. */
  extract(types: readonly string[] = ['name', 'word']): void {
    const run = this.begin(types);
    const lines = [...this.text.matchAll(/[^\n]+/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
    }));
    const kept = run.place(lines);
    for (const passage of kept) {
      const found = [...passage.text.matchAll(/[A-Za-z]+/g)].map((match) => ({
        type: /^[A-Z]/.test(match[0]) ? 'name' : 'word',
        text: match[0],
        score: Math.min(1, match[0].length / 10),
        start: match.index,
        end: match.index + match[0].length,
      }));
      run.settle(
        passage,
        new Set(types),
        found.filter(({ type }) => types.includes(type)),
      );
      run.note(passage, 1, 'test');
    }
    run.end();
  }

  get mentions(): readonly Mention[] {
    return this.store.mentions(uri);
  }

  get shown(): string[] {
    return this.mentions.map(
      ({ type, source, state }) =>
        `${type}:${this.text.slice(source.start, source.end)}${state === 'stale' ? '?' : ''}`,
    );
  }

  id(text: string): number {
    return this.mentions.find((mention) => mention.text === text)?.id ?? assert.fail(`no mention ${text}`);
  }
}

describe('EntityStore', () => {
  it('moves mentions with the text and turns those of a touched passage stale, until they are settled again', () => {
    const fixture = new Fixture('Ada met Bob\nCarl left');
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
    const fixture = new Fixture('Ada\n\nBob');
    fixture.extract(['name']);
    fixture.edit(3, 3, 'm');
    assert.deepEqual(fixture.shown, ['name:Ada?', 'name:Bob']);
  });

  it('drops mentions whose text is no longer prose only when the passages are placed', () => {
    const fixture = new Fixture('Ada met Bob\nCarl left');
    fixture.extract(['name']);
    fixture.edit(0, 11, '');
    assert.deepEqual(fixture.shown, ['name:Carl']);
    const run = fixture.begin(['name']);
    run.place([]);
    assert.deepEqual(fixture.shown, []);
  });

  it('replaces only the settled types of a passage', () => {
    const fixture = new Fixture('Ada met Bob');
    fixture.extract();
    const run = fixture.begin(['name', 'word']);
    const [passage] = run.place([{ start: 0, end: 11, text: 'Ada met Bob' }]);
    assert.ok(passage);
    run.settle(passage, new Set(['word']), []);
    assert.deepEqual(fixture.shown, ['name:Ada', 'name:Bob']);
  });

  it('moves the results of a run whose text was edited elsewhere, and drops those of touched passages', () => {
    const fixture = new Fixture('Ada\nBob\nCarl');
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
    const fixture = new Fixture('Ada met Bob');
    fixture.extract(['name']);
    fixture.begin(['word'], true);
    assert.deepEqual(fixture.store.types(uri), ['name', 'word']);
    assert.equal(fixture.mentions.length, 2);
    fixture.begin(['word']);
    assert.deepEqual(fixture.store.types(uri), ['word']);
    assert.equal(fixture.mentions.length, 0);
  });

  it('hides weak mentions on reading, by type first, and counts them', () => {
    const fixture = new Fixture('Ada met Bartholomew');
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
    const fixture = new Fixture('Ada met Bartholomew');
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
    const fixture = new Fixture('Ada');
    fixture.extract();
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0 } });
    let changes = 0;
    fixture.store.onDidChange(() => changes++);
    fixture.store.setMinScore(uri, { general: 0.5, byType: { word: 0 } });
    assert.equal(changes, 0);
  });

  it('keeps a mention dismissed through edits, new answers and opening again', () => {
    const fixture = new Fixture('Ada met Ada');
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
    const fixture = new Fixture('Ada met ADA and Bob\nAda');
    fixture.extract(['name']);
    fixture.store.dismiss(uri, fixture.id('Ada'), 'text');
    assert.deepEqual(fixture.shown, ['name:Bob']);
    assert.equal(fixture.store.summary(uri)?.notes.belowMinScore, 0);
  });

  it('tells a shift by an edit to nobody, and everything to who is too far behind or of another opening', () => {
    const fixture = new Fixture('Ada\nBob');
    fixture.extract(['name']);
    const before = fixture.store.delta(uri);
    assert.ok(before?.full);
    assert.equal(before.upserted.length, 2);
    fixture.edit(4, 4, '\n');
    fixture.edit(3, 4, '\n\n');
    const after = fixture.store.delta(uri, before.revision);
    assert.deepEqual(
      after?.upserted.map(({ text }) => text),
      ['Ada', 'Bob'],
    );
    fixture.extract(['name']);
    const settled = fixture.store.delta(uri)?.revision ?? 0;
    fixture.edit(4, 4, '\n');
    assert.equal(fixture.store.delta(uri, settled)?.upserted.length, 0);
    assert.equal(fixture.store.delta(uri, settled)?.revision, settled);
    fixture.store.close(uri);
    assert.equal(fixture.store.delta(uri, settled), undefined);
    fixture.store.open(uri, 1);
    assert.equal(fixture.store.delta(uri, settled)?.full, true);
    assert.equal(fixture.store.delta(uri, Number.MAX_SAFE_INTEGER)?.full, true);
  });

  it('sums the notes of the passages', () => {
    const fixture = new Fixture('Ada\nBob\nCarl');
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
      undiagnosed: 7,
    });
    assert.deepEqual(summary.error, { message: 'It broke.', remedy: 'Mend it.' });
    assert.equal(summary.progress, undefined);
    fixture.begin(['name']);
    assert.equal(fixture.store.summary(uri)?.error, undefined);
  });

  it('answers where, which and of what type', () => {
    const fixture = new Fixture('Ada met Bob\nAda met Carl');
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

  it('tells its listeners of each change until they leave', () => {
    const fixture = new Fixture('Ada');
    const heard: string[] = [];
    const leave = fixture.store.onDidChange((changed) => heard.push(changed));
    fixture.edit(0, 0, ' ');
    assert.deepEqual(heard, [uri]);
    fixture.store.setUndiagnosed(uri, 0);
    assert.deepEqual(heard, [uri], 'nothing changed');
    leave();
    fixture.edit(0, 0, ' ');
    assert.deepEqual(heard, [uri]);
  });

  it('leaves a run on a closed document without effect', () => {
    const fixture = new Fixture('Ada');
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

  const actions = fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('edit'),
          at: fc.nat(),
          cut: fc.nat({ max: 6 }),
          text: fc.constantFrom('', 'x', 'Bo ', '\n', 'a\nDee'),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('extract'), at: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss'), at: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('minScore'), at: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear'), at: fc.nat({ max: 3 }) }) },
    ),
    { maxLength: 25 },
  );

  it('keeps a client that moves spans itself and takes deltas now and then equal to it', () => {
    fc.assert(
      fc.property(actions, fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }), (steps, asks) => {
        const fixture = new Fixture('Ada met Bob\nthen Carl Bob\n\nDee');
        const mirror = new Map<number, WireMention>();
        let revision: number | undefined;
        const takeDelta = (): void => {
          const delta = fixture.store.delta(uri, revision) ?? assert.fail();
          if (delta.full) mirror.clear();
          for (const id of delta.removed) mirror.delete(id);
          for (const mention of delta.upserted) mirror.set(mention.id, toWire(mention));
          revision = delta.revision;
          const shown = [...mirror.values()].filter((mention) => reachesScore(mention, delta.minScore));
          const sorted = shown.sort((a, b) => a.id - b.id);
          assert.deepEqual(
            sorted,
            [...fixture.mentions].map(toWire).sort((a, b) => a.id - b.id),
          );
        };
        for (const [index, step] of steps.entries()) {
          if ('text' in step) {
            const start = step.at % (fixture.text.length + 1);
            const edit = fixture.edit(start, Math.min(fixture.text.length, start + step.cut), step.text);
            for (const [id, mention] of mirror) {
              const moved = moveSpan(mention, edit);
              if (moved) mirror.set(id, { ...mention, start: moved.start, end: moved.end });
              else mirror.delete(id);
            }
          } else if (step.kind === 'extract') {
            fixture.extract(step.at % 3 === 0 ? ['name'] : ['name', 'word']);
          } else if (step.kind === 'dismiss') {
            const mention = fixture.mentions[step.at % Math.max(1, fixture.mentions.length)];
            if (mention) fixture.store.dismiss(uri, mention.id, step.at % 2 === 0 ? 'text' : 'mention');
          } else if (step.kind === 'minScore') {
            fixture.store.setMinScore(uri, { general: (step.at % 4) / 10 });
          } else if (step.at === 0) fixture.store.clear(uri);
          const starts = fixture.mentions.map(({ source }) => source.start);
          assert.deepEqual(
            starts,
            [...starts].sort((a, b) => a - b),
          );
          if (asks[index]) takeDelta();
        }
        takeDelta();
        fixture.store.setMinScore(uri, { general: 0 });
        fixture.extract();
        takeDelta();
        for (const { source, text, state } of fixture.mentions) {
          assert.equal(fixture.text.slice(source.start, source.end), text);
          assert.equal(state, 'suggested');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays fast with 20,000 mentions', () => {
    const fixture = new Fixture(Array.from({ length: 4000 }, (_, at) => `Ada met Bob and N${at}`).join('\n'));
    fixture.extract();
    assert.ok(fixture.mentions.length >= 20_000);
    const timed = (act: () => void): number => {
      const begun = performance.now();
      act();
      return performance.now() - begun;
    };
    const middle = Math.floor(fixture.text.length / 2);
    const edits = timed(() => {
      for (let at = 0; at < 20; at++) {
        fixture.edit(middle, middle, 'x');
        fixture.store.inRange(uri, { start: middle, end: middle + 2000 });
      }
    });
    assert.ok(edits / 20 < 50, `an edit and a query took ${edits / 20} ms`);
    const queries = timed(() => {
      for (let at = 0; at < 1000; at++) fixture.store.at(uri, (at * 97) % fixture.text.length);
    });
    assert.ok(queries / 1000 < 1, `a query took ${queries / 1000} ms`);
  });
});
