import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { cutPassages, passageSteps, splitPassage } from '../../../server/src/document/passages.ts';
import type { Passage } from '../../../server/src/document/passage.ts';
import type { ProseDocument } from '../../../server/src/document/prose.ts';
import { readProse } from '../../../server/src/document/registry.ts';
import { estimateTokens } from '../../../server/src/document/tokens.ts';
import { runs } from '../../properties.ts';

const BUDGET = 100;

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnoprstuvwy'), minLength: 1, maxLength: 9 });
const sentence = fc
  .array(word, { minLength: 2, maxLength: 25 })
  .map((words) => `${words.join(' ').replace(/^./, (letter) => letter.toUpperCase())}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 9 }).map((sentences) => sentences.join(' '));
const heading = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `# ${words.join(' ')}`);
const article = fc.array(fc.oneof({ weight: 5, arbitrary: paragraph }, { weight: 1, arbitrary: heading }), {
  minLength: 1,
  maxLength: 40,
});
const hostile = fc.string({
  unit: fc.constantFrom(
    'a',
    'Bc ',
    '. ',
    '\n',
    '\n\n',
    '# ',
    '漢字',
    '。',
    '한국어 ',
    '👨‍👩‍👧‍👦',
    'e\u0301',
    '  ',
    ', ',
    'x'.repeat(300),
  ),
  maxLength: 300,
});

function passagesOf(source: string): { document: ProseDocument; passages: Passage[] } {
  const document = readProse('markdown', source);
  return { document, passages: cutPassages(document, BUDGET) };
}

describe('cutPassages', () => {
  it('puts every letter of every block into exactly one passage, within the budget', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          article.map((blocks) => blocks.join('\n\n')),
          hostile,
        ),
        (source) => {
          const { document, passages } = passagesOf(source);
          let before = 0;
          let read = '';
          for (const { start, end, text } of passages) {
            assert.ok(start >= before && end > start);
            before = end;
            assert.equal(text, document.prose.slice(start, end));
            assert.equal(text, text.trim());
            assert.ok(estimateTokens(text) <= BUDGET + 1e-9, `${String(estimateTokens(text))}: ${text}`);
            read += text;
          }
          const blocks = document.blocks.map(({ start, end }) => document.prose.slice(start, end)).join('');
          assert.equal(read.replace(/\s/g, ''), blocks.replace(/\s/g, ''));
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('keeps a heading with the block that it introduces', () => {
    fc.assert(
      fc.property(article, (parts) => {
        const { document, passages } = passagesOf(parts.join('\n\n'));
        const { blocks } = document;
        blocks.forEach((block, at) => {
          const next = blocks[at + 1];
          if (block.kind !== 'heading' || next === undefined || next.kind === 'heading') return;
          const passage = passages.find(({ start, end }) => start <= block.start && block.end <= end);
          assert.ok(
            passage !== undefined && passage.end > next.start,
            document.prose.slice(block.start, block.end),
          );
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it('changes only passages near an edit', () => {
    const distances: number[] = [];
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 6, arbitrary: paragraph }, { weight: 1, arbitrary: heading }), {
          minLength: 60,
          maxLength: 90,
        }),
        fc.nat(),
        paragraph,
        fc.constantFrom('replace', 'insert', 'delete'),
        (parts, where, text, edit) => {
          const at = where % parts.length;
          const edited = parts.toSpliced(at, edit === 'insert' ? 0 : 1, ...(edit === 'delete' ? [] : [text]));
          const before = passagesOf(parts.join('\n\n')).passages.map((passage) => passage.text);
          const after = passagesOf(edited.join('\n\n')).passages.map((passage) => passage.text);
          const known = new Set(before);
          distances.push(after.filter((passage) => !known.has(passage)).length);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    assert.ok(
      mean <= 5 && Math.max(...distances) <= 20,
      `${String(mean)}, ${String(Math.max(...distances))}`,
    );
  });

  it('changes hardly a passage but its own when a word is edited', () => {
    const novels = readFileSync(new URL('../../bench/corpus/novels.txt', import.meta.url), 'utf8');
    const text = novels.slice(0, 60_000);
    const known = new Set(passagesOf(text).passages.map((passage) => passage.text));
    const words = [...text.matchAll(/(?<= )[a-z]{4,}(?= )/g)].filter((_, at) => at % 25 === 0);
    const changes = words.map(({ index }) => {
      const { passages } = passagesOf(`${text.slice(0, index)}x${text.slice(index)}`);
      return passages.filter((passage) => !known.has(passage.text)).length;
    });
    const mean = changes.reduce((sum, count) => sum + count, 0) / changes.length;
    const atMost = changes.toSorted((a, b) => a - b)[Math.floor(changes.length * 0.98)] ?? Infinity;
    assert.ok(changes.length > 100 && mean < 1.3 && atMost <= 4, `${String(mean)}, ${String(atMost)}`);
  });

  it('fills passages well', () => {
    const [article70] = fc.sample(fc.array(paragraph, { minLength: 300, maxLength: 300 }), {
      numRuns: 1,
      seed: 7,
    });
    const { passages } = passagesOf((article70 ?? []).join('\n\n'));
    const mean = passages.reduce((sum, { text }) => sum + estimateTokens(text), 0) / passages.length;
    assert.ok(mean >= BUDGET * 0.6, String(mean));
  });

  it('cuts at sentences, not after initials and titles', () => {
    const filler =
      'the letters that he wrote in those years are kept in the library of the college at the river';
    const source = `Dr. Ada M. King met Mr. Babbage and ${filler}. `.repeat(12);
    for (const { text } of passagesOf(source).passages) assert.match(text, /^Dr\. .*\.$/s);
  });

  it('cuts what has no sentences at clauses, then words, then graphemes', () => {
    const clauses = passagesOf('one two three four five, '.repeat(100)).passages;
    assert.ok(clauses.every(({ text }) => text.startsWith('one') && /five,?$/.test(text)));
    const words = passagesOf('lovelace '.repeat(500)).passages;
    assert.ok(words.every(({ text }) => /^(?:lovelace ?)+$/.test(text)));
    const family = '👨‍👩‍👧‍👦';
    const emoji = passagesOf(family.repeat(100)).passages;
    assert.equal(emoji.length, 0, 'no letters, no passage');
    const letters = passagesOf(`e\u0301${family}`.repeat(100)).passages;
    assert.ok(
      letters.every(({ text }) => !text.startsWith('\u0301') && !/^[\u200d\udc00-\udfff]/.test(text)),
    );
  });

  it('is not quadratic in the length of a line', () => {
    const cutLine = (text: string, length: number): { milliseconds: number; steps: number } => {
      const document = readProse('plaintext', text.repeat(Math.ceil(length / text.length)));
      const before = process.cpuUsage();
      let steps = 0;
      for (const cutting = passageSteps(document, BUDGET); cutting.next().done !== true;) steps++;
      return { milliseconds: process.cpuUsage(before).user / 1000, steps };
    };
    for (const text of ['Ada King wrote to him. ', 'ada king ', 'x', '漢字']) {
      const short = cutLine(text, 125_000);
      const long = cutLine(text, 1_000_000);
      // Eight times the text: eight times the work where it is linear, 64 times where it is quadratic.
      const most = 32 * Math.max(short.milliseconds, 50);
      assert.ok(long.milliseconds < most, `${text}: ${String([short.milliseconds, long.milliseconds])} ms`);
      assert.ok(long.steps > 50, `${text}: ${String(long.steps)} steps`);
    }
  });

  it('makes nothing of nothing', () => {
    assert.deepEqual(passagesOf('').passages, []);
  });
});

describe('splitPassage', () => {
  it('cuts near the middle at the best place', () => {
    const halves = (text: string): string[] | undefined =>
      splitPassage(text)?.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(halves('One two. Three four.\n\nFive six, seven.'), [
      'One two. Three four.',
      'Five six, seven.',
    ]);
    assert.deepEqual(halves('One two. Three, four.'), ['One two.', 'Three, four.']);
    assert.deepEqual(halves('one two three, four five'), ['one two three,', 'four five']);
    assert.deepEqual(halves('one two three four'), ['one two', 'three four']);
    assert.deepEqual(halves('a bbbbbbbbbbbbbbbbbbbb'), ['a', 'bbbbbbbbbbbbbbbbbbbb']);
    assert.equal(halves('bbb'), undefined);
    assert.equal(halves(' '), undefined);
  });

  it('loses no letter, and comes to an end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const pieces: string[] = [];
        const rest = [text];
        while (rest.length > 0) {
          const next = rest.pop() ?? '';
          const halves = splitPassage(next);
          if (halves === undefined) pieces.unshift(next);
          else {
            for (const { start, end } of halves) {
              assert.ok(end > start && end - start < next.length);
              rest.push(next.slice(start, end));
            }
          }
        }
        assert.equal(pieces.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
      }),
    );
  });
});
