import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { richness, samplePassages } from '../../../../server/src/entities/discovery/sampling.ts';

const texts = (passages: readonly { text: string }[]): string[] => passages.map(({ text }) => text);

describe('sampling passages', () => {
  const dull = (at: number): { text: string } => ({
    text: `the weather was as it is and nothing went on ${'so '.repeat(at)}`,
  });
  const dense = (at: number): { text: string } => ({
    text: `on that day ${String(at)} Ada Lovelace wrote to Charles Babbage in London about Bernoulli numbers`,
  });

  it('thinks passages with names and numbers rich', () => {
    assert.ok(richness(dense(1).text) > 2 * richness(dull(1).text));
    assert.ok(
      richness('It was late. The rain fell. He slept.') < richness('it was in May when Ada met Bob in Rome'),
    );
    assert.equal(richness(''), 0);
  });

  it('takes the richest of each part of the document', () => {
    const passages = Array.from({ length: 40 }, (_, at) => (at % 10 === 7 ? dense(at) : dull(at)));
    assert.deepEqual(
      texts(samplePassages(passages, 4)).sort(),
      texts([dense(7), dense(17), dense(27), dense(37)]).sort(),
    );
  });

  it('chooses the same again, each text once, as many as there are', () => {
    const passage = fc.record({ text: fc.string({ maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (passages, most) => {
        const chosen = samplePassages(passages, most);
        const distinct = new Set(texts(passages));
        assert.deepEqual(texts(samplePassages(passages, most)), texts(chosen));
        assert.equal(new Set(texts(chosen)).size, chosen.length);
        assert.equal(chosen.length, Math.min(most, distinct.size));
        assert.ok(chosen.every(({ text }) => distinct.has(text)));
      }),
    );
  });
});
