import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { AnswerGrammar } from '../../../server/src/model/local/answerGrammar.ts';
import type { AnswerState } from '../../../server/src/model/local/answerGrammar.ts';
import { runs } from '../../properties.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An answer as the model was trained to write it. */
const answer = (strings: readonly string[]): string =>
  ` [${strings.map((s) => JSON.stringify(s)).join(', ')}]`;

/** Reads bytes in the given pieces. */
function readAll(grammar: AnswerGrammar, pieces: readonly Uint8Array[]): AnswerState | undefined {
  let state: AnswerState | undefined = grammar.start();
  for (const piece of pieces) if (state) state = grammar.read(state, piece);
  return state;
}

const isComplete = (grammar: AnswerGrammar, text: string): boolean =>
  readAll(grammar, [bytesOf(text)])?.phase === 'end';

/** Words of which none may be cut: each stands between separators. */
const spacedWord = fc.constantFrom(
  'Ada',
  'a',
  'b2',
  'Zoë',
  'Zoe\u0308',
  'naïve',
  'Привет',
  'שלום',
  '\u{10400}\u{10428}',
  'x',
  '42',
  'ab',
  'aba',
);
/** Words that may follow each other without a separator. */
const unspacedWord = fc.constantFrom(
  '東京',
  'の',
  '서울',
  '에서',
  '👩\u200d👩\u200d👧',
  '😀',
  '🇰🇷',
  'ไทย',
  'か\u3099',
);
const separator = fc.constantFrom(
  ' ',
  '\n',
  '\r\n',
  '\t',
  ', ',
  '" ',
  ' "',
  ' \\ ',
  '\\',
  '"',
  ' - ',
  '/',
  '\u0007 ',
  '\u2028',
);

interface Piece {
  readonly text: string;
  readonly isWord: boolean;
}
const pieces: fc.Arbitrary<Piece[]> = fc
  .array(
    fc.oneof(
      fc.tuple(spacedWord, separator).map(([word, gap]) => [
        { text: word, isWord: true },
        { text: gap, isWord: false },
      ]),
      unspacedWord.map((word) => [{ text: word, isWord: true }]),
      separator.map((gap) => [{ text: gap, isWord: false }]),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((groups) => groups.flat())
  .filter((list) => list.some(({ isWord }) => isWord));

/** A passage, and strings that are stretches of its words by the way in which it was put together. */
const passageWithStretches = pieces.chain((list) => {
  const words = list.flatMap(({ isWord }, index) => (isWord ? [index] : []));
  const stretch = fc
    .tuple(fc.nat(words.length - 1), fc.nat(words.length - 1))
    .map(([a, b]) => [words[Math.min(a, b)] ?? 0, words[Math.max(a, b)] ?? 0] as const)
    .map(([from, to]) =>
      list
        .slice(from, to + 1)
        .map(({ text }) => text)
        .join(''),
    );
  return fc.record({
    passage: fc.constant(list.map(({ text }) => text).join('')),
    strings: fc.array(stretch, { maxLength: 5 }),
  });
});

describe('the grammar of answers', () => {
  it('accepts every list of stretches of whole words, in any tokenisation', () => {
    fc.assert(
      fc.property(passageWithStretches, fc.array(fc.nat(200)), ({ passage, strings }, cuts) => {
        const grammar = new AnswerGrammar(passage);
        const bytes = bytesOf(answer(strings));
        const whole = readAll(grammar, [bytes]);
        assert.equal(whole?.phase, 'end');
        assert.equal(whole.closed, strings.length);
        const singles = [...bytes].map((byte) => Uint8Array.of(byte));
        assert.deepEqual(readAll(grammar, singles), whole);
        const borders = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const tokens = borders.slice(1).map((end, index) => bytes.slice(borders[index], end));
        assert.deepEqual(readAll(grammar, tokens), whole);
      }),
    );
  });

  it('leaves the language with every byte that no list of such stretches has', () => {
    fc.assert(
      fc.property(
        passageWithStretches,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        ({ passage, strings }, at, byte) => {
          const grammar = new AnswerGrammar(passage);
          const bytes = bytesOf(answer(strings));
          bytes[at % bytes.length] = byte;
          if (readAll(grammar, [bytes])?.phase !== 'end') return;
          const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
          assert.ok(Array.isArray(read));
          for (const text of read) assert.ok(passage.includes(text as string));
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('closes exactly the strings that stand as whole words', () => {
    const letters = fc.constantFrom('a', 'b', 'A', '1', ' ', '-', '.', '"', '\\', '\n');
    const text = fc.array(letters, { maxLength: 14 }).map((list) => list.join(''));
    const short = fc.array(letters, { maxLength: 4 }).map((list) => list.join(''));
    fc.assert(
      fc.property(text, short, (passage, candidate) => {
        const inWords = (index: number): boolean =>
          /^\w\w$/.test(passage.slice(index - 1, index + 1)) && index > 0 && index < passage.length;
        if (candidate === '') return;
        let stands = false;
        for (let at = passage.indexOf(candidate); at !== -1; at = passage.indexOf(candidate, at + 1))
          stands ||= !inWords(at) && !inWords(at + candidate.length);
        const expected = candidate.trim() === candidate && stands;
        assert.equal(isComplete(new AnswerGrammar(passage), answer([candidate])), expected);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('never cuts a letter from its marks or an emoji from its parts', () => {
    for (const [passage, part] of [
      ['Zoe\u0308', 'Zoe'],
      ['か\u3099', 'か'],
      ['👩\u200d👧', '👩'],
      ['👩\u200d👧', '👧'],
      ['☂\ufe0f', '☂'],
    ] as const)
      assert.equal(isComplete(new AnswerGrammar(passage), answer([part])), false, JSON.stringify(part));
  });

  it('lets words of unspaced scripts and stems before particles stand alone', () => {
    for (const [passage, part] of [
      ['彼は東京に住む', '東京'],
      ['서울에서', '서울'],
      ['กรุงเทพ', 'กรุง'],
      ['iPhoneを買う', 'iPhone'],
    ] as const)
      assert.ok(isComplete(new AnswerGrammar(passage), answer([part])), part);
  });

  it('accepts the empty list, with spaces, and no other JSON', () => {
    const grammar = new AnswerGrammar('one two');
    for (const text of [' []', '[]', '[ ]', ' ["one","two" ]', '[ "one" , "two"]'])
      assert.ok(isComplete(grammar, text), text);
    for (const text of [
      '{}',
      '"one"',
      '["one" "two"]',
      '[,]',
      '["one",]',
      '[""]',
      '[] ',
      '[]]',
      '\n[]',
      '[1]',
      '["\\u006fne"]',
    ])
      assert.ok(!isComplete(grammar, text), text);
  });

  it('allows only the empty list about an empty or blank passage', () => {
    for (const passage of ['', ' \n\t']) {
      const grammar = new AnswerGrammar(passage);
      assert.ok(isComplete(grammar, ' []'));
      for (let byte = 0; byte < 256; byte++)
        assert.equal(readAll(grammar, [bytesOf(' ["'), Uint8Array.of(byte)]), undefined);
    }
  });

  it('does not change the state that it reads from', () => {
    const grammar = new AnswerGrammar('one one two');
    const state = readAll(grammar, [bytesOf(' ["one')]);
    assert.ok(state);
    const before = structuredClone(state);
    grammar.read(state, bytesOf(' two"]'));
    grammar.read(state, bytesOf('"]'));
    assert.deepEqual(state, before);
  });
});
