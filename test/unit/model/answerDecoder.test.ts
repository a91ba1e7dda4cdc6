import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Token } from 'node-llama-cpp';
import { AnswerDecoder } from '../../../server/src/model/local/answerDecoder.ts';
import { AnswerGrammar } from '../../../server/src/model/local/answerGrammar.ts';
import { handMadeVocabulary } from './handMadeVocabulary.ts';

const vocabulary = handMadeVocabulary([
  ' ["',
  '"]',
  '",',
  ' "',
  '", "',
  ' []',
  'Ada',
  ' Lovelace',
  'London',
  'Lon',
  'don',
  ' ',
  ']',
  '',
  'Ad',
  'Eve',
  'a',
]);
const passage = 'Ada Lovelace left London for London.';
const { id, end } = vocabulary;
const textless = (end + 1) as Token;

function decoder(text = passage): AnswerDecoder {
  return new AnswerDecoder(new AnswerGrammar(text), vocabulary);
}

/** Takes all tokens, of which none may be refused; returns what the last one did. */
function takeAll(
  answer: AnswerDecoder,
  tokens: readonly (readonly [text: string, probability: number])[],
): string {
  let step = '';
  for (const [text, probability] of tokens) {
    step = answer.take(id(text), probability);
    assert.notEqual(step, 'refused', text);
  }
  return step;
}

describe('the decoder of answers', () => {
  it('scores a string by its weakest token, the quotes included', () => {
    const answer = decoder();
    const step = takeAll(answer, [
      [' ["', 0.9],
      ['Ada', 0.6],
      [' Lovelace', 0.8],
      ['",', 0.95],
      [' "', 0.7],
      ['London', 0.99],
      ['"]', 0.75],
    ]);
    assert.equal(step, 'complete');
    assert.deepEqual(answer.strings(), [
      { text: 'Ada Lovelace', score: 0.6 },
      { text: 'London', score: 0.7 },
    ]);
  });

  it('counts a token that closes one string and opens the next for both', () => {
    const answer = decoder();
    takeAll(answer, [
      [' ["', 0.9],
      ['Ada', 0.8],
      ['", "', 0.3],
      ['London', 0.9],
      ['"]', 0.9],
    ]);
    assert.deepEqual(answer.strings(), [
      { text: 'Ada', score: 0.3 },
      { text: 'London', score: 0.3 },
    ]);
  });

  it('does not let what stands between strings weaken them', () => {
    const answer = decoder();
    takeAll(answer, [
      [' ["', 0.9],
      ['Ada', 0.9],
      ['",', 0.9],
      [' ', 0.01],
      [' "', 0.9],
      ['London', 0.9],
      ['"]', 0.9],
    ]);
    assert.deepEqual(
      answer.strings().map(({ score }) => score),
      [0.9, 0.9],
    );
  });

  it('ends the answer when a string comes again, and keeps it once', () => {
    const answer = decoder();
    const step = takeAll(answer, [
      [' ["', 0.9],
      ['London', 0.9],
      ['", "', 0.9],
      ['Lon', 0.9],
      ['don', 0.9],
      ['", "', 0.9],
    ]);
    assert.equal(step, 'complete');
    assert.deepEqual(answer.strings(), [{ text: 'London', score: 0.9 }]);
  });

  it('keeps only closed strings', () => {
    const answer = decoder();
    takeAll(answer, [
      [' ["', 0.9],
      ['Ada', 0.9],
      ['", "', 0.9],
      ['London', 0.9],
    ]);
    assert.deepEqual(
      answer.strings().map(({ text }) => text),
      ['Ada'],
    );
  });

  it('refuses what leaves the language, changes nothing then, and names all tokens that stay in it', () => {
    const answer = decoder();
    takeAll(answer, [[' ["', 0.9]]);
    const allowed = ['Ada', 'London', 'Lon', 'Ad'].map(id);
    for (let token = 0 as Token; token < vocabulary.size; token = (token + 1) as Token)
      if (!allowed.includes(token)) assert.equal(answer.take(token, 0.01), 'refused', String(token));
    assert.deepEqual(answer.allowed().sort(), allowed.sort());
    takeAll(answer, [
      ['Ada', 0.9],
      ['"]', 0.9],
    ]);
    assert.deepEqual(answer.strings(), [{ text: 'Ada', score: 0.9 }]);
  });

  it('takes the end token wherever no string is open', () => {
    assert.deepEqual([decoder().take(end, 1), decoder().take(textless, 1)], ['complete', 'refused']);
    const open = decoder();
    takeAll(open, [
      [' ["', 0.9],
      ['Ada', 0.9],
    ]);
    assert.equal(open.take(end, 1), 'refused');
    assert.ok(!open.allowed().includes(end));
    takeAll(open, [['",', 0.9]]);
    assert.ok(open.allowed().includes(end));
    assert.equal(open.take(end, 1), 'complete');
    assert.deepEqual(open.strings(), [{ text: 'Ada', score: 0.9 }]);
  });

  it('gives strings without their JSON escapes', () => {
    const escapes = handMadeVocabulary([' ["', '"]', 'a \\"b\\"\\n', 'c\\\\d']);
    const answer = new AnswerDecoder(new AnswerGrammar('a "b"\nc\\d'), escapes);
    for (const text of [' ["', 'a \\"b\\"\\n', 'c\\\\d', '"]']) answer.take(escapes.id(text), 1);
    assert.deepEqual(answer.strings(), [{ text: 'a "b"\nc\\d', score: 1 }]);
  });
});
