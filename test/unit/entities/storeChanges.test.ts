import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toWire } from '../../../server/src/entities/store.ts';
import { type WireMention, moveSpan, reachesScore } from '../../../server/src/protocol.ts';
import { StoreFixture, uri } from './storeFixture.ts';
import { runs } from '../../properties.ts';

describe('what EntityStore tells of changes', () => {
  it('tells a shift by an edit to nobody, and everything to who is too far behind or of another opening', () => {
    const fixture = new StoreFixture('Ada\nBob');
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

  it('tells its listeners of each change until they leave', () => {
    const fixture = new StoreFixture('Ada');
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
        const fixture = new StoreFixture('Ada met Bob\nthen Carl Bob\n\nDee');
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
          const counts = new Map<string, number>();
          for (const { type } of fixture.mentions) counts.set(type, (counts.get(type) ?? 0) + 1);
          const counted = [...fixture.store.countsByType(uri)].filter(([, count]) => count !== 0);
          assert.deepEqual(new Map(counted), counts);
          const { mentionCount, notes } = fixture.store.summary(uri) ?? assert.fail();
          assert.equal(mentionCount, fixture.mentions.length);
          const kept = fixture.store.delta(uri)?.upserted.length ?? 0;
          assert.equal(notes.belowMinScore, kept - mentionCount);
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
      { numRuns: runs(300) },
    );
  });

  it('stays fast with 20,000 mentions', () => {
    const fixture = new StoreFixture(
      Array.from({ length: 4000 }, (_, at) => `Ada met Bob and N${at}`).join('\n'),
    );
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
