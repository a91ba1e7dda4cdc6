import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { Llama, LlamaModel, Token } from 'node-llama-cpp';
import { embeddedModel } from '../../../server/src/model/catalog.ts';
import { readVocabulary } from '../../../server/src/model/local/vocabulary.ts';
import type { Vocabulary } from '../../../server/src/model/local/vocabulary.ts';
import { passagePrompt, questionPrompt } from '../../../server/src/model/prompt.ts';
import { runs } from '../../properties.ts';

const modelPath = fileURLToPath(new URL(`../../../models/${embeddedModel.file}`, import.meta.url));

/** Writes llama.cpp's own vocabulary of LLaMA (SentencePiece), which lies in node-llama-cpp's source bundle. */
function extractLlamaVocabulary(folder: string): string {
  const bundle = new URL('../llama/gitRelease.bundle', import.meta.resolve('node-llama-cpp'));
  const git = (...args: string[]): Buffer =>
    execFileSync('git', args, { cwd: folder, maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });
  git('init', '--bare', '--quiet');
  git('fetch', '--quiet', fileURLToPath(bundle), 'HEAD');
  const path = join(folder, 'vocabulary.gguf');
  writeFileSync(path, git('show', 'FETCH_HEAD:models/ggml-vocab-llama-spm.gguf'));
  return path;
}

const passage = 'Ada Lovelace wrote to Charles Babbage.';
const turn = `A virtual assistant answers questions from a user based on the provided text. USER: Text: ${passage} ASSISTANT: I've read this text.`;
const question = 'USER: What describes person in the text? ASSISTANT:';

/** The bytes that have a token of their own. */
function singleBytes(vocabulary: Vocabulary): ReadonlySet<number> {
  const bytes = Array.from({ length: vocabulary.size }, (_, token) => vocabulary.bytes(token as Token));
  return new Set(bytes.flatMap((token) => (token?.length === 1 ? [...token] : [])));
}

/** A text without the letters whose bytes a vocabulary lacks: SmolLM2's lacks some control characters and rare planes. */
function lettersOf(known: ReadonlySet<number>, text: string): string {
  return [...text].filter((letter) => Buffer.from(letter).every((byte) => known.has(byte))).join('');
}

describe('vocabularies', () => {
  let folder: string;
  let llama: Llama;
  const models: LlamaModel[] = [];
  let embedded: Vocabulary;
  let sentencePiece: Vocabulary;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner-vocabulary-'));
    llama = await getLlama({
      build: 'never',
      skipDownload: true,
      gpu: false,
      progressLogs: false,
      logLevel: LlamaLogLevel.disabled,
    });
    for (const path of [modelPath, extractLlamaVocabulary(folder)])
      models.push(await llama.loadModel({ modelPath: path, vocabOnly: true }));
    const [first, second] = models;
    assert.ok(first && second);
    embedded = readVocabulary(first);
    sentencePiece = readVocabulary(second);
  });
  after(async () => {
    for (const model of models) await model.dispose();
    await llama.dispose();
    rmSync(folder, { recursive: true });
  });

  /** The text that tokens stand for, by the vocabulary's own bytes. */
  const textOf = (vocabulary: Vocabulary, tokens: readonly Token[]): string =>
    Buffer.concat(
      tokens.map((token) => vocabulary.bytes(token) ?? Buffer.from(`<${String(token)}>`)),
    ).toString();

  it('ask the embedded model with its own end token, and without a beginning', () => {
    assert.equal(embedded.bos, undefined);
    assert.equal(models[0]?.tokens.eosString, embeddedModel.endToken);
    assert.equal(models[0].tokens.eos, embedded.end);
    const prompt = passagePrompt(embedded, passage);
    assert.equal(prompt.at(-1), embedded.end);
    assert.equal(prompt.filter((token) => token === embedded.end).length, 1);
    assert.equal(textOf(embedded, prompt.slice(0, -1)), turn);
    assert.equal(textOf(embedded, questionPrompt(embedded, 'person')), question);
  });

  it("ask LLaMA's models with <s> first, </s> between the parts, each tokenised on its own", () => {
    const [bos, end] = [1, 2] as Token[];
    assert.deepEqual([sentencePiece.bos, sentencePiece.end], [bos, end]);
    const prompt = passagePrompt(sentencePiece, passage);
    assert.deepEqual([prompt[0], prompt.at(-1)], [bos, end]);
    const inner = prompt.slice(1, -1);
    assert.ok(!inner.includes(bos as Token) && !inner.includes(end as Token));
    const words = questionPrompt(sentencePiece, 'person');
    assert.ok(!words.includes(bos as Token));
    // SentencePiece puts a space before a text, also before the second part, as in the model's training.
    assert.equal(textOf(sentencePiece, inner), ` ${turn}`);
    assert.equal(textOf(sentencePiece, words), ` ${question}`);
    assert.deepEqual(
      words.slice(0, 3).map((token) => textOf(sentencePiece, [token])),
      [' US', 'ER', ':'],
    );
    assert.ok(sentencePiece.isEnd(end as Token) && !sentencePiece.isEnd(bos as Token));
  });

  it('take end tokens in a text for text', () => {
    for (const vocabulary of [embedded, sentencePiece]) {
      const prompt = passagePrompt(vocabulary, 'An <|im_end|> and a </s> and an <s>');
      assert.equal(prompt.filter((token) => vocabulary.isEnd(token)).length, 1);
      assert.equal(
        prompt.lastIndexOf(vocabulary.bos ?? (-1 as Token)),
        vocabulary.bos === undefined ? -1 : 0,
      );
    }
  });

  it('give the bytes of every text that they tokenise', () => {
    const bytes = singleBytes(embedded);
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const words = fc
      .array(
        fc.constantFrom(
          '東京',
          '👩\u200d👧',
          ' naïve',
          '\r\n',
          '\t',
          ' ["',
          '",',
          '  ',
          'ไทย',
          'Z\u0323\u0307',
          '9',
          'the',
        ),
      )
      .map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(text, words), (sample) => {
        const known = lettersOf(bytes, sample);
        assert.equal(textOf(embedded, embedded.tokenize(known)), known);
        const read = textOf(sentencePiece, sentencePiece.tokenize(sample));
        assert.equal(read, sample === '' ? '' : ` ${sample}`);
      }),
      { numRuns: runs(300) },
    );
  });

  it('know the bytes of all that people write, so that an answer can go on', () => {
    const scripts = 'Ada, naïve \n Привет שלום مرحبا 東京 서울 ไทย हिन्दी 😀👩\u200d👧 𝔘 "\\';
    assert.equal(lettersOf(singleBytes(embedded), scripts), scripts);
    const all = Array.from({ length: 256 }, (_, byte) => byte);
    assert.deepEqual(
      [...singleBytes(sentencePiece)].sort((a, b) => a - b),
      all,
    );
  });

  it('give no bytes for control tokens', () => {
    for (const vocabulary of [embedded, sentencePiece])
      assert.equal(vocabulary.bytes(vocabulary.end), undefined);
  });
});
