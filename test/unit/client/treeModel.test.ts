import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { PanelMention } from '../../../client/src/panel/messages.ts';
import {
  arrange,
  groupMentions,
  inDocumentOrder,
  rowOfMention,
  rowsOf,
  type Expansion,
  type Row,
} from '../../../client/src/panel/view/treeModel.ts';
import { normaliseText, reachesScore } from '../../../server/src/protocol.ts';

const types = [
  { name: 'person', slot: 1 },
  { name: 'city', slot: 2 },
  { name: 'ship', slot: 3 },
];
const closed: Expansion = { closedTypes: new Set(), openEntities: new Set() };

let lastId = 0;
function mention(type: string, text: string, start: number, score = 0.9): PanelMention {
  lastId += 1;
  return { id: lastId, type, text, entity: normaliseText(text), start, score, stale: false };
}

const ada = mention('person', 'Ada Lovelace', 40, 0.6);
const adaFirst = mention('person', 'ADA  Lovelace', 3, 0.7);
const babbage = mention('person', 'Babbage', 20, 0.8);
const london = mention('city', 'London', 30, 0.5);
const mentions = [ada, adaFirst, babbage, london];

const shown = (rows: readonly Row[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'type') return `${row.type.name} ${row.type.mentionCount}`;
    return row.kind === 'entity' ? `- ${row.entity.text}` : `-- ${row.mention.start}`;
  });

describe('the tree of entities', () => {
  const grouped = groupMentions(inDocumentOrder(mentions), types, { general: 0 });

  it('groups by type in the order asked, and by normalised text in document order', () => {
    assert.deepEqual(shown(rowsOf(grouped, closed)), [
      'person 3',
      '- ADA  Lovelace',
      '- Babbage',
      'city 1',
      '- London',
      'ship 0',
    ]);
    assert.equal(grouped[0]?.entities[0]?.best, adaFirst);
  });

  it('opens entities of several mentions, and closes types', () => {
    const [person, city] = grouped;
    assert.ok(person && city);
    const openEntities = new Set([...person.entities, ...city.entities].map(({ key }) => key));
    assert.deepEqual(shown(rowsOf(grouped, { closedTypes: new Set([city.key]), openEntities })), [
      'person 3',
      '- ADA  Lovelace',
      '-- 3',
      '-- 40',
      '- Babbage',
      'city 1',
      'ship 0',
    ]);
  });

  it('sorts by name, count and score', () => {
    const order = (sort: 'name' | 'count' | 'score'): (string | undefined)[] =>
      arrange(grouped, '', sort)[0]?.entities.map(({ entity }) => entity) ?? [];
    assert.deepEqual(order('name'), ['ada lovelace', 'babbage']);
    assert.deepEqual(order('count'), ['ada lovelace', 'babbage']);
    assert.deepEqual(order('score'), ['babbage', 'ada lovelace']);
  });

  it('filters by text or by type', () => {
    assert.deepEqual(shown(rowsOf(arrange(grouped, ' LOVE ', 'document'), closed)), [
      'person 3',
      '- ADA  Lovelace',
    ]);
    assert.deepEqual(shown(rowsOf(arrange(grouped, 'cit', 'document'), closed)), ['city 1', '- London']);
    assert.deepEqual(rowsOf(arrange(grouped, 'nobody', 'document'), closed), []);
  });

  it('hides what is below the minimum score, a type by its own first, and counts it', () => {
    const minScore = { general: 0.65, byType: { city: 0.5, ship: 0.9 } };
    const [person, city, ship] = groupMentions(inDocumentOrder(mentions), types, minScore);
    assert.deepEqual([person?.mentionCount, person?.hiddenCount, person?.minScore], [2, 1, undefined]);
    assert.deepEqual(person?.entities[0]?.mentions, [adaFirst]);
    assert.deepEqual([city?.mentionCount, city?.hiddenCount, city?.minScore], [1, 0, 0.5]);
    assert.deepEqual([ship?.mentionCount, ship?.minScore], [0, 0.9]);
    const [capital] = groupMentions([], [{ name: 'Person', slot: 1 }], {
      general: 0,
      byType: { person: 0.3 },
    });
    assert.equal(capital?.minScore, 0.3);
  });

  it('shows by the rule that the editor and the server follow too', () => {
    const score = fc.constantFrom(0, 0.29, 0.3, 0.5, 0.7, 0.999, 1);
    const own = fc.dictionary(fc.constantFrom('person', 'city', 'toString'), score);
    fc.assert(
      fc.property(fc.array(score), score, own, (scores, general, byType) => {
        const all = scores.map((each, index) => mention(index % 2 ? 'person' : 'city', 'Ada', index, each));
        const nodes = groupMentions(all, types, { general, byType });
        const shownIds = nodes.flatMap(({ entities }) => entities.flatMap((entity) => entity.mentions));
        const wanted = all.filter((each) => reachesScore(each, { general, byType }));
        assert.deepEqual(new Set(shownIds), new Set(wanted));
        const hidden = nodes.reduce((sum, { hiddenCount }) => sum + hiddenCount, 0);
        assert.equal(hidden, all.length - wanted.length);
      }),
    );
  });

  it('finds the row that shows a mention, as deep as it is open', () => {
    const person = grouped[0];
    const entity = person?.entities[0];
    assert.ok(person && entity);
    assert.equal(rowOfMention(rowsOf(grouped, closed), ada.id), 1);
    const open = rowsOf(grouped, { ...closed, openEntities: new Set([entity.key]) });
    assert.equal(rowOfMention(open, ada.id), 3);
    const shut = rowsOf(grouped, { ...closed, closedTypes: new Set([person.key]) });
    assert.equal(rowOfMention(shut, ada.id), 0);
    assert.equal(rowOfMention(open, -1), -1);
  });

  it('tells screen readers every place, and no key twice', () => {
    const word = fc.constantFrom('Ada', 'ada', 'B', 'C', 'd');
    const made = fc.array(
      fc.record({
        type: fc.constantFrom('person', 'city'),
        text: word,
        start: fc.nat(99),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(made, fc.constantFrom('document', 'name', 'count', 'score'), (drafts, sort) => {
        const all = drafts.map(({ type, text, start, score }) => mention(type, text, start, score));
        const nodes = arrange(groupMentions(inDocumentOrder(all), types, { general: 0 }), '', sort as 'name');
        const openEntities = new Set(nodes.flatMap(({ entities }) => entities.map(({ key }) => key)));
        const rows = rowsOf(nodes, { closedTypes: new Set(), openEntities });
        assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
        for (const { position, setSize } of rows) assert.ok(position >= 1 && position <= setSize);
        for (const { id } of all) assert.ok(rowOfMention(rows, id) > 0);
        const counted = nodes.reduce((sum, { mentionCount }) => sum + mentionCount, 0);
        assert.equal(counted, all.length);
      }),
    );
  });

  it('is built for 20,000 mentions well within a frame budget of a tenth of a second', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      mention('person', `Name ${index % 5_000}`, index),
    );
    const ordered = inDocumentOrder(many);
    const started = performance.now();
    const rows = rowsOf(arrange(groupMentions(ordered, types, { general: 0.5 }), '', 'name'), closed);
    assert.equal(rows.length, 5_003);
    assert.ok(performance.now() - started < 1_000);
  });
});
