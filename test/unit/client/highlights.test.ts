import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { groupByLook } from '../../../client/src/decorationRanges.ts';
import {
  isMention,
  mentionAfter,
  mentionAt,
  mentionBefore,
  mentionsStartingIn,
} from '../../../client/src/mentionSearch.ts';
import {
  chosenSlots,
  entitySlots,
  slotsIn,
  slotsOf,
  type WireMention,
} from '../../../server/src/protocol.ts';

function mention(id: number, start: number, end: number, more: Partial<WireMention> = {}): WireMention {
  return { id, type: 'person', text: 'x', start, end, score: 0.9, state: 'suggested', ...more };
}

const sorted = fc
  .array(fc.record({ start: fc.nat(200), length: fc.integer({ min: 1, max: 20 }) }), { maxLength: 40 })
  .map((drafts) =>
    drafts
      .map(({ start, length }, id) => mention(id, start, start + length))
      .sort((a, b) => a.start - b.start || b.end - a.end),
  );

describe('identity colours', () => {
  it('differ for the types of a document as long as there are colours', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: entitySlots });
    fc.assert(
      fc.property(names, (types) => {
        const slots = types.map(slotsOf(types));
        assert.equal(new Set(slots).size, types.length);
        for (const slot of slots) assert.ok(slot >= 1 && slot <= entitySlots);
      }),
    );
  });

  it('stay with a type when others follow it in the list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }), (types) => {
        const before = types.slice(0, -1);
        assert.deepEqual(before.map(slotsOf(types)), before.map(slotsOf(before)));
      }),
    );
  });

  it('are the same in every document for a type that is alone, whatever its case', () => {
    assert.equal(slotsOf(['Person'])('Person'), slotsOf([])('person'));
  });

  it('are those that a person chose, and differ from them for the other types', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), {
      minLength: 2,
      maxLength: entitySlots,
      selector: (name) => name.toLowerCase(),
    });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: entitySlots }), (types, slot) => {
        const last = types.at(-1) ?? '';
        const chosen = slotsOf(types, (type) => (type === last ? slot : undefined));
        assert.equal(chosen(last), slot);
        assert.equal(new Set(types.map(chosen)).size, types.length);
      }),
    );
  });

  it('are chosen by their names, in any case', () => {
    const chosen = chosenSlots({ Person: 'entity5', city: 'entity13', drug: 'red' });
    assert.deepEqual(['person', 'city', 'drug', 'event'].map(chosen), [5, undefined, undefined, undefined]);
  });

  it('are those that the server tells of, and the rule where nothing is known', () => {
    const types = ['person', 'city'];
    const slots = types.map(slotsIn({ types, colors: { City: 'entity7' } }));
    assert.equal(slots[1], 7);
    assert.notEqual(slots[0], 7);
    assert.equal(slotsIn(undefined)('person'), slotsOf([])('person'));
  });
});

describe('the looks of mentions', () => {
  it('tell low scores, stale and nested mentions apart', () => {
    const groups = groupByLook(
      [
        mention(1, 0, 20),
        mention(2, 5, 10, { type: 'city' }),
        mention(3, 15, 25, { score: 0.2 }),
        mention(4, 30, 35, { state: 'stale', score: 0.1 }),
      ],
      (type) => (type === 'city' ? 2 : 1),
    );
    const looks = [...groups.values()].map(({ look, mentions }) => ({
      ...look,
      ids: mentions.map(({ id }) => id),
    }));
    assert.deepEqual(looks, [
      { slot: 1, tone: 'strong', nested: false, ids: [1] },
      { slot: 2, tone: 'strong', nested: true, ids: [2] },
      { slot: 1, tone: 'weak', nested: false, ids: [3] },
      { slot: 1, tone: 'stale', nested: false, ids: [4] },
    ]);
  });

  it('call a mention nested just when another holds it', () => {
    fc.assert(
      fc.property(sorted, (mentions) => {
        for (const { look, mentions: same } of groupByLook(mentions, () => 1).values()) {
          for (const inner of same) {
            const holders = mentions.slice(0, mentions.indexOf(inner)).some(({ end }) => end >= inner.end);
            assert.equal(look.nested, holders);
          }
        }
      }),
    );
  });
});

describe('the search for mentions', () => {
  it('goes to the next and the previous one, round the ends', () => {
    fc.assert(
      fc.property(sorted, fc.integer({ min: -5, max: 230 }), (mentions, offset) => {
        assert.equal(
          mentionAfter(mentions, offset),
          mentions.find(({ start }) => start > offset) ?? mentions[0],
        );
        assert.equal(
          mentionBefore(mentions, offset),
          mentions.findLast(({ start }) => start < offset) ?? mentions.at(-1),
        );
      }),
    );
  });

  it('finds those of a stretch as a plain filter does', () => {
    fc.assert(
      fc.property(sorted, fc.nat(220), fc.nat(60), (mentions, from, length) => {
        const wanted = mentions.filter(({ start }) => start >= from && start < from + length);
        assert.deepEqual(mentionsStartingIn(mentions, from, from + length), wanted);
      }),
    );
  });

  it('knows whether one stands exactly in a span', () => {
    fc.assert(
      fc.property(sorted, fc.nat(220), fc.nat(20), (mentions, start, length) => {
        const end = start + length;
        const wanted = mentions.some((each) => each.start === start && each.end === end);
        assert.equal(isMention(mentions, start, end), wanted);
        for (const each of mentions) assert.ok(isMention(mentions, each.start, each.end));
      }),
    );
  });

  it('takes the shortest one under the cursor', () => {
    const mentions = [mention(1, 0, 20), mention(2, 5, 10)];
    assert.equal(mentionAt(mentions, 7)?.id, 2);
    assert.equal(mentionAt(mentions, 10)?.id, 2);
    assert.equal(mentionAt(mentions, 15)?.id, 1);
    assert.equal(mentionAt(mentions, 21), undefined);
  });
});
