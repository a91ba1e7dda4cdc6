import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimateTokens } from '../../../server/src/document/tokens.ts';

describe('estimateTokens', () => {
  it("comes near the embedded model's count", () => {
    // Counted with the model's own tokenizer.
    const counted: readonly [string, number][] = [
      ['Ada Lovelace', 5],
      ['12345', 5],
      ['한국', 5],
      ['中文', 2],
      ['😀', 3],
    ];
    for (const [text, tokens] of counted) {
      const estimate = estimateTokens(text);
      assert.ok(estimate >= tokens * 0.6 && estimate <= tokens * 2.1, `${text}: ${String(estimate)}`);
    }
  });

  it('is at most additive where texts are joined by white space, and grows with a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const joined = estimateTokens(`${a}\n${b}`);
        assert.ok(joined <= estimateTokens(a) + estimateTokens('\n') + estimateTokens(b) + 1e-9);
        assert.ok(joined >= estimateTokens(a));
      }),
    );
  });
});
