import assert from 'node:assert/strict';
import fc from 'fast-check';
import { overlaps } from '../../../server/src/document/span.ts';
import { FormerPassages } from '../../../server/src/entities/formerPassages.ts';

const paragraph = (index: number) => ({ start: 10 * index, end: 10 * index + 8, text: String(index) });

describe('former passages', () => {
  it('are found by what they overlap, in the order of the document', () => {
    const spans = fc.array(
      fc.record({ start: fc.nat(60), length: fc.nat(30) }).map(({ start, length }) => ({
        start,
        end: start + length,
      })),
    );
    fc.assert(
      fc.property(spans, spans, (passages, asked) => {
        const former = new FormerPassages();
        for (const [index, span] of passages.entries()) former.add({ ...span, text: String(index) });
        for (const span of asked) {
          const under = (former.under(span) ?? []).map(([text]) => passages[Number(text)]);
          const starts = under.map((passage) => passage?.start ?? NaN);
          assert.deepEqual(
            starts,
            [...starts].sort((a, b) => a - b),
          );
          const overlapping = passages.filter((passage) => overlaps(passage, span));
          assert.deepEqual(new Set(under), new Set(overlapping));
          assert.equal(under.length, overlapping.length);
        }
      }),
    );
  });

  it('stay where an edit changes a few, and go where it puts another text in the place of many', () => {
    const former = new FormerPassages();
    const few = [1, 2, 3].map(paragraph);
    former.edit({ start: 12, end: 35, length: 23 }, few);
    assert.deepEqual(former.under({ start: 0, end: 100 }), [['1'], ['2'], ['3']]);
    former.add(paragraph(9));
    const many = [4, 5, 6, 7].map(paragraph);
    former.edit({ start: 15, end: 75, length: 60 }, many);
    assert.deepEqual(former.under({ start: 0, end: 100 }), [['9']]);
  });
});
