import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mention } from '../../../server/src/entities/mention.ts';
import { compareMentions } from '../../../server/src/entities/mentionIndex.ts';
import { encodeTokens, tokenEdits } from '../../../server/src/features/semanticTokens.ts';

interface Token {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly slot: number;
}

function decode(data: readonly number[]): Token[] {
  const tokens: Token[] = [];
  let line = 0;
  let start = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, slot = 0] = data.slice(at, at + 4);
    start = lines === 0 ? start + characters : characters;
    line += lines;
    tokens.push({ line, start, end: start + length, slot: slot + 1 });
  }
  return tokens;
}

function mention(start: number, end: number, type = 'a'): Mention {
  return { id: start * 1000 + end, type, text: 'x', source: { start, end }, score: 1, state: 'suggested' };
}

const slotOf = (type: string): number => type.charCodeAt(0) - 96;
const document = (text: string): TextDocument => TextDocument.create('file:///a.md', 'markdown', 1, text);

describe('semantic tokens', () => {
  it('split at line ends, whatever ends the line', () => {
    const tokens = decode(encodeTokens(document('one two\r\nthree four\nfive'), [mention(4, 24)], slotOf));
    assert.deepEqual(tokens, [
      { line: 0, start: 4, end: 7, slot: 1 },
      { line: 1, start: 0, end: 10, slot: 1 },
      { line: 2, start: 0, end: 4, slot: 1 },
    ]);
  });

  it('give nested text to the outer mention and what is left of an overlap to the later one', () => {
    const mentions = [mention(0, 10), mention(2, 4, 'b'), mention(8, 14, 'c')];
    assert.deepEqual(decode(encodeTokens(document('0123456789abcdefgh'), mentions, slotOf)), [
      { line: 0, start: 0, end: 10, slot: 1 },
      { line: 0, start: 10, end: 14, slot: 3 },
    ]);
  });

  it('never overlap, never cross a line end, and cover exactly what mentions cover', () => {
    const piece = fc.constantFrom('a', 'b c', '\n', '\r\n', '😀', 'é', '한국', '   ');
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    const spans = fc.array(fc.tuple(fc.nat(60), fc.nat(20), fc.constantFrom('a', 'b', 'c')), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(text, spans, (source, given) => {
        const mentions = given
          .map(([start, length, type]) => mention(start, Math.min(source.length, start + length), type))
          .filter((each) => each.source.start < each.source.end)
          .sort((a, b) => compareMentions({ ...a.source, type: a.type }, { ...b.source, type: b.type }));
        const open = document(source);
        const marked = new Set<number>();
        let last = { line: 0, end: 0 };
        for (const token of decode(encodeTokens(open, mentions, slotOf))) {
          assert.ok(token.start < token.end);
          assert.ok(token.line > last.line || (token.line === last.line && token.start >= last.end));
          last = token;
          const lineStart = open.offsetAt({ line: token.line, character: 0 });
          for (let at = token.start; at < token.end; at++) marked.add(lineStart + at);
        }
        for (let at = 0; at < source.length; at++) {
          const isMention = mentions.some(({ source: { start, end } }) => start <= at && at < end);
          const isLineEnd = source[at] === '\n' || source[at] === '\r';
          assert.equal(marked.has(at), isMention && !isLineEnd, `at ${String(at)}`);
        }
      }),
    );
  });

  it('differ by edits that lead from one answer to the next', () => {
    const numbers = fc.array(fc.nat(3), { maxLength: 30 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const edited = [...before];
        for (const { start, deleteCount, data } of tokenEdits(before, after)) {
          edited.splice(start, deleteCount, ...(data ?? []));
        }
        assert.deepEqual(edited, after);
      }),
    );
    assert.deepEqual(tokenEdits([1, 2], [1, 2]), []);
  });
});
