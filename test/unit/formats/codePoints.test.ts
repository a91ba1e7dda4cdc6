import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodePoints } from '../../../server/src/formats/codePoints.ts';
import { runs } from '../../properties.ts';

describe('CodePoints', () => {
  it('counts as the language does, both ways, at every border between code points', () => {
    // Long enough for pairs across the borders of the blocks that are counted at once.
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a'.repeat(1023), '😀'.repeat(700), '\ud83d'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        const points = new CodePoints(text);
        let utf16 = 0;
        let count = 0;
        for (const char of text) {
          assert.equal(points.fromUtf16(utf16), count);
          assert.equal(points.toUtf16(count), utf16);
          utf16 += char.length;
          count++;
        }
        assert.equal(points.length, count);
        assert.equal(points.toUtf16(count), text.length);
      }),
      { numRuns: runs(50) },
    );
  });
});
