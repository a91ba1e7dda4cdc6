import assert from 'node:assert/strict';
import fc from 'fast-check';
import { segmentsOf } from '../../../server/src/formats/segments.ts';
import { runs } from '../../properties.ts';

const words = new Intl.Segmenter('und', { granularity: 'word' });
const texts = (text: string) => [...segmentsOf(text, words)].map(({ start, end }) => text.slice(start, end));

describe('segmentsOf', () => {
  it('gives the segments that the segmenter gives for the whole text', () => {
    const piece = fc.constantFrom(
      'Ada ',
      "O'Neill, ",
      '3.5 ',
      '😀',
      '👩‍👩‍👧 ',
      'e\u0301te ',
      '\r\n',
      '서울에서 ',
      'x'.repeat(90) + ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 100, maxLength: 300 }), (pieces) => {
        const text = pieces.join('');
        assert.deepEqual(
          texts(text),
          Array.from(words.segment(text), ({ segment }) => segment),
        );
      }),
      { numRuns: runs(10) },
    );
  });

  it('cuts what is longer than a window, never inside a surrogate pair', () => {
    const text = `a${'𝐀'.repeat(5000)}東京`;
    const segments = texts(text);
    assert.equal(segments.join(''), text);
    assert.ok(segments.length < 12);
    assert.ok(segments.every((segment) => !/\p{Surrogate}/u.test(segment)));
  });
});
