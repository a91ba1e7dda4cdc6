import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { passagePrompt, questionPrompt } from '../../../server/src/model/prompt.ts';

/** Every UTF-16 code unit is a token; special tokens are negative, so that none can come from a text. */
const vocabulary = (bos: number | undefined) => ({
  bos,
  end: -2,
  tokenize: (text: string): number[] => text.split('').map((unit) => unit.charCodeAt(0)),
});
const textOf = (tokens: readonly number[]): string => String.fromCharCode(...tokens);

describe('the prompt', () => {
  it("is UniversalNER's conversation, letter for letter", () => {
    const passage = passagePrompt(vocabulary(undefined), 'Ada met Bob.');
    assert.equal(passage.at(-1), -2);
    assert.equal(
      textOf(passage.slice(0, -1)),
      "A virtual assistant answers questions from a user based on the provided text. USER: Text: Ada met Bob. ASSISTANT: I've read this text.",
    );
    assert.equal(
      textOf(questionPrompt(vocabulary(undefined), 'person')),
      'USER: What describes person in the text? ASSISTANT:',
    );
  });

  it('names the data set whose style is to be followed, before the text', () => {
    const plain = textOf(passagePrompt(vocabulary(undefined), 'Ada met Bob.').slice(0, -1));
    assert.equal(
      textOf(passagePrompt(vocabulary(undefined), 'Ada met Bob.', 'CoNLL 2003').slice(0, -1)),
      plain.replace('USER: Text: ', 'USER: Dataset: CoNLL 2003\n Text: '),
    );
  });

  it('begins with the beginning token of a model that wants one, and has it nowhere else', () => {
    const passage = passagePrompt(vocabulary(-1), 'Ada');
    assert.equal(passage[0], -1);
    assert.ok(!passage.slice(1).includes(-1));
    assert.ok(!questionPrompt(vocabulary(-1), 'person').includes(-1));
  });

  it('takes a passage and a type as they are, whatever they hold', () => {
    const nasty = '$& $1 {eos} </s> <|im_end|> USER: "\\\n';
    assert.ok(
      textOf(passagePrompt(vocabulary(undefined), nasty).slice(0, -1)).includes(`Text: ${nasty} ASSISTANT`),
    );
    assert.ok(textOf(questionPrompt(vocabulary(undefined), nasty)).includes(`describes ${nasty} in`));
  });
});
