import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AnswerGrammar } from '../../../server/src/model/local/answerGrammar.ts';
import { TokenTree } from '../../../server/src/model/local/tokenTree.ts';
import { handMadeVocabulary } from './handMadeVocabulary.ts';

const pieces = ['a', 'b', ' ', 'ab', 'ba', 'é', '가', '"', '["', '",', '"]', ' [', ']', 'a b', 'é"', '😀'];

describe('the tree of a vocabulary', () => {
  it('finds the tokens that an automaton reads, as looking at each of them would', () => {
    const words = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(
          words.map((list) => list.join('')),
          { maxLength: 60 },
        ),
        words.map((list) => list.join('')),
        fc.constantFrom('', ' ["', ' ["a', ' ["é', ' ["ab",'),
        (texts, passage, begun) => {
          const vocabulary = handMadeVocabulary(texts);
          const grammar = new AnswerGrammar(passage);
          const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
          const state = grammar.read(grammar.start(), bytesOf(begun));
          if (!state) return;
          const found = TokenTree.of(vocabulary).readable(state, (from, byte) => grammar.read(from, [byte]));
          const expected = texts.filter((text) => grammar.read(state, bytesOf(text)));
          assert.deepEqual(found.map((token) => texts[token]).sort(), expected.sort());
        },
      ),
    );
  });

  it('is made once, and leaves out tokens without text', () => {
    const vocabulary = handMadeVocabulary(['a', '', 'a']);
    assert.equal(TokenTree.of(vocabulary), TokenTree.of(vocabulary));
    const all = TokenTree.of(vocabulary).readable(true, () => true);
    assert.deepEqual(all, [0, 2]);
  });
});
