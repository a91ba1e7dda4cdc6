import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { packMentions } from '../../../client/src/panel/packMentions.ts';
import { unpackMentions } from '../../../client/src/panel/view/unpackMentions.ts';
import { normaliseText, type WireMention } from '../../../server/src/protocol.ts';

describe('mentions on their way to the panel', () => {
  const mention = fc.record({
    id: fc.nat(),
    type: fc.constantFrom('person', 'city'),
    text: fc.oneof(fc.constantFrom('Ada', 'ADA', 'Zoë  K'), fc.string()),
    start: fc.nat(),
    end: fc.nat(),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    state: fc.constantFrom('suggested' as const, 'stale' as const),
    foundBy: fc.constantFrom('pattern' as const, 'term' as const, undefined),
  });

  it('arrive as they were sent', () => {
    const many = fc.uniqueArray(mention, { selector: ({ id }) => id });
    fc.assert(
      fc.property(many, (drafts) => {
        const sent = drafts.map(({ foundBy, ...rest }): WireMention => ({
          ...rest,
          ...(foundBy && { foundBy }),
        }));
        const arrived = unpackMentions(structuredClone(packMentions(sent)));
        const wanted = sent.map(({ id, type, text, start, score, state, foundBy }) => ({
          id,
          type,
          text,
          entity: normaliseText(text),
          start,
          score,
          ...(foundBy && { foundBy }),
          stale: state === 'stale',
        }));
        assert.deepEqual(arrived, wanted);
      }),
    );
  });

  it('carry every text once', () => {
    const same = Array.from({ length: 50 }, (_, id) => ({ ...fc.sample(mention, 1)[0], id, text: 'Ada' }));
    assert.deepEqual(packMentions(same as WireMention[]).texts, ['Ada']);
  });
});
