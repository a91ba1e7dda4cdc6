import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EntityMirror, type MirrorChange } from '../../../client/src/mirror.ts';
import type {
  EntitiesParams,
  EntitiesResult,
  EntitiesSummary,
  ExtractionNotes,
  MinScore,
  WireMention,
} from '../../../server/src/protocol.ts';

const uri = 'file:///a.md';
const notes: ExtractionNotes = {
  ungrounded: 0,
  foreignPassages: 0,
  foreignLanguages: [],
  foreignAsked: false,
  belowMinScore: 0,
  failedPassages: 0,
  passages: 1,
  undiagnosed: 0,
};

function mention(id: number, start: number, end: number, score = 0.9): WireMention {
  return { id, type: 'person', text: `m${id}`, start, end, score, state: 'suggested' };
}

function summary(version: number, revision: number, minScore: MinScore = { general: 0 }): EntitiesSummary {
  return { uri, version, revision, types: ['person'], mentionCount: 0, minScore, notes };
}

/** A server that answers when it is told to. */
class ScriptedWire {
  readonly asked: EntitiesParams[] = [];
  readonly changes: MirrorChange[] = [];
  private readonly answers: ((result: EntitiesResult | undefined) => void)[] = [];
  readonly mirror = new EntityMirror(
    (params) => {
      this.asked.push(params);
      return new Promise((resolve) => this.answers.push(resolve));
    },
    (change) => this.changes.push(change),
  );

  async answer(result: EntitiesResult | undefined): Promise<void> {
    const resolve = this.answers.shift();
    assert.ok(resolve, 'nothing was asked');
    resolve(result);
    await new Promise(setImmediate);
  }

  get spans(): (readonly [number, number, number])[] {
    return (this.mirror.get(uri)?.mentions ?? []).map(({ id, start, end }) => [id, start, end] as const);
  }
}

const full = (version: number, revision: number, ...upserted: WireMention[]): EntitiesResult => ({
  ...summary(version, revision),
  full: true,
  upserted,
  removed: [],
});

describe('the mirror of entities', () => {
  it('asks for everything first and for the difference then', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(full(1, 1, mention(2, 10, 12), mention(1, 0, 3)));
    assert.deepEqual(wire.spans, [
      [1, 0, 3],
      [2, 10, 12],
    ]);
    wire.mirror.onSummary(summary(1, 2));
    assert.deepEqual(wire.asked, [{ uri }, { uri, since: 1 }]);
    await wire.answer({ ...summary(1, 2), full: false, upserted: [mention(3, 5, 6)], removed: [1] });
    assert.deepEqual(wire.spans, [
      [3, 5, 6],
      [2, 10, 12],
    ]);
  });

  it('has one request in flight, however often the server speaks', async () => {
    const wire = new ScriptedWire();
    for (let revision = 1; revision <= 20; revision += 1) wire.mirror.onSummary(summary(1, revision));
    assert.equal(wire.asked.length, 1);
    await wire.answer(full(1, 4, mention(1, 0, 1)));
    assert.equal(wire.asked.length, 2);
    assert.equal(wire.mirror.get(uri)?.summary.revision, 20);
    await wire.answer({ ...summary(1, 20), full: false, upserted: [], removed: [] });
    assert.equal(wire.asked.length, 2);
  });

  it('asks for nothing when only the progress changed', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(full(1, 1));
    wire.mirror.onSummary({ ...summary(1, 1), progress: { passagesDone: 1, passagesTotal: 2 } });
    assert.equal(wire.asked.length, 1);
    assert.equal(wire.mirror.get(uri)?.summary.progress?.passagesDone, 1);
  });

  it('shows those that reach the minimum score, the filter before the settings, and asks nothing for it', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1, { general: 0.5 }));
    await wire.answer({
      ...full(1, 1, mention(1, 0, 3, 0.5), mention(2, 4, 7, 0.4)),
      minScore: { general: 0.5 },
    });
    assert.deepEqual(wire.spans, [[1, 0, 3]]);
    assert.equal(wire.mirror.get(uri)?.all.length, 2);
    wire.mirror.setFilter({ general: 0.45, byType: { person: 0.4 } });
    assert.deepEqual(wire.changes.at(-1), { uri, kind: 'shown' });
    assert.deepEqual(wire.mirror.get(uri)?.minScore, { general: 0.45, byType: { person: 0.4 } });
    assert.equal(wire.spans.length, 2);
    wire.mirror.setFilter({});
    wire.mirror.onSummary(summary(1, 1, { general: 0.6 }));
    assert.deepEqual(wire.changes.at(-1), { uri, kind: 'shown' });
    assert.deepEqual(wire.spans, []);
    assert.equal(wire.asked.length, 1);
  });

  it('moves mentions with the text at once', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(full(1, 1, mention(1, 5, 9), mention(2, 20, 24)));
    wire.changes.length = 0;
    wire.mirror.onEdits(uri, 2, [{ start: 0, end: 0, length: 3 }]);
    assert.deepEqual(wire.spans, [
      [1, 8, 12],
      [2, 23, 27],
    ]);
    assert.deepEqual(wire.changes, [{ uri, kind: 'moved' }]);
  });

  it('marks a mention as stale when its text changed, and drops one whose text is gone', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(full(1, 1, mention(1, 5, 9), mention(2, 20, 24)));
    wire.changes.length = 0;
    wire.mirror.onEdits(uri, 2, [
      { start: 19, end: 25, length: 0 },
      { start: 7, end: 7, length: 1 },
    ]);
    assert.deepEqual(wire.spans, [[1, 5, 10]]);
    assert.equal(wire.mirror.get(uri)?.mentions[0]?.state, 'stale');
    const [change] = wire.changes;
    assert.ok(change?.kind === 'mentions');
    assert.deepEqual(change.removed, [2]);
    assert.deepEqual(
      change.upserted.map(({ id }) => id),
      [1],
    );
  });

  it('moves an answer that speaks of an older version up to the text as it stands', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    wire.mirror.onEdits(uri, 2, [{ start: 0, end: 0, length: 4 }]);
    wire.mirror.onEdits(uri, 3, [{ start: 2, end: 4, length: 0 }]);
    await wire.answer(full(1, 1, mention(1, 5, 9)));
    assert.deepEqual(wire.spans, [[1, 7, 11]]);
  });

  it('asks again when an answer is older than the edits it remembers', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    for (let version = 2; version < 1_100; version += 1) {
      wire.mirror.onEdits(uri, version, [{ start: 0, end: 0, length: 1 }]);
    }
    await wire.answer(full(1, 1, mention(1, 5, 9)));
    assert.deepEqual(wire.spans, []);
    assert.deepEqual(wire.asked, [{ uri }, { uri }]);
    await wire.answer(full(1_099, 1, mention(1, 50, 54)));
    assert.deepEqual(wire.spans, [[1, 50, 54]]);
  });

  it('drops an answer about a document that was closed meanwhile', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    wire.mirror.forget(uri);
    await wire.answer(full(1, 1, mention(1, 0, 1)));
    assert.equal(wire.mirror.get(uri), undefined);
  });

  it('forgets a document that was cleared until there is news of it', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(full(1, 1, mention(1, 0, 1)));
    wire.mirror.clear(uri);
    wire.mirror.onSummary(summary(1, 2));
    assert.equal(wire.mirror.get(uri), undefined);
    wire.mirror.onSummary({ ...summary(1, 3), progress: { passagesDone: 0, passagesTotal: 1 } });
    assert.deepEqual(wire.asked.at(-1), { uri });
    wire.mirror.clear(uri);
    wire.mirror.expect(uri);
    wire.mirror.onSummary(summary(1, 4));
    assert.equal(wire.mirror.get(uri)?.summary.revision, 4);
  });

  it('knows nothing of a document that nothing was asked about', () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary({ ...summary(1, 0), types: [], mentionCount: 0 });
    assert.equal(wire.mirror.get(uri), undefined);
    assert.deepEqual(wire.asked, []);
    wire.mirror.onSummary({ ...summary(1, 1), types: ['person'], mentionCount: 0 });
    assert.deepEqual(wire.mirror.get(uri)?.mentions, []);
  });

  it('goes on after a request that failed', async () => {
    const wire = new ScriptedWire();
    wire.mirror.onSummary(summary(1, 1));
    await wire.answer(undefined);
    wire.mirror.onSummary(summary(1, 2));
    assert.deepEqual(wire.asked, [{ uri }, { uri }]);
  });

  it('tells a listener enough to keep a copy, whatever happens', async () => {
    const edit = fc.record({ start: fc.nat(60), removed: fc.nat(8), length: fc.nat(8) });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('edit' as const), edit }),
      fc.record({
        kind: fc.constant('answer' as const),
        full: fc.boolean(),
        ids: fc.uniqueArray(fc.nat(12), { maxLength: 6 }),
        removed: fc.uniqueArray(fc.nat(12), { maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const wire = new ScriptedWire();
        let version = 1;
        let revision = 0;
        for (const each of steps) {
          if (each.kind === 'edit') {
            version += 1;
            const { start, removed, length } = each.edit;
            wire.mirror.onEdits(uri, version, [{ start, end: start + removed, length }]);
          } else {
            revision += 1;
            wire.mirror.onSummary(summary(version, revision));
            const upserted = each.ids.map((id) => mention(id, id * 5, id * 5 + 3));
            const removed = each.removed.filter((id) => !each.ids.includes(id));
            await wire.answer({ ...summary(version, revision), full: each.full, upserted, removed });
          }
        }
        const copy = new Set<number>();
        for (const change of wire.changes) {
          if (change.kind !== 'mentions') continue;
          if (change.full) copy.clear();
          for (const id of change.removed) copy.delete(id);
          for (const { id } of change.upserted) copy.add(id);
        }
        const held = wire.spans.map(([id]) => id);
        assert.deepEqual([...copy].sort(), held.sort());
        for (const [, start, end] of wire.spans) assert.ok(0 <= start && start < end);
      }),
    );
  });
});
