import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { finish } from '../../../server/src/document/steps.ts';
import { compareMentions } from '../../../server/src/entities/mentionIndex.ts';
import { tokenEdits, tokenSteps, untilEdited } from '../../../server/src/features/semanticTokens.ts';

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

interface Spanned {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function mention(start: number, end: number, type = 'a'): Spanned {
  return { type, start, end };
}

function encodeTokens(
  of: TextDocument,
  mentions: readonly Spanned[],
  slotOf: (type: string) => number,
): number[] {
  return finish(tokenSteps(of, mentions, slotOf));
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
          .filter((each) => each.start < each.end)
          .sort(compareMentions);
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
          const isMention = mentions.some(({ start, end }) => start <= at && at < end);
          const isLineEnd = source[at] === '\n' || source[at] === '\r';
          assert.equal(marked.has(at), isMention && !isLineEnd, `at ${String(at)}`);
        }
      }),
    );
  });

  it('are made in steps where there are very many', () => {
    const many = Array.from({ length: 5000 }, (_, at) => mention(2 * at, 2 * at + 1));
    const steps = tokenSteps(document('x '.repeat(5000)), many, slotOf);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses++;
    assert.equal(step.value.length, 5 * 5000);
    assert.ok(pauses >= 5, String(pauses));
  });

  it('are made no further once the text is edited, or nobody wants them', () => {
    const many = Array.from({ length: 5000 }, (_, at) => mention(2 * at, 2 * at + 1));
    const open = document('x '.repeat(5000));
    const cancelling = new CancellationTokenSource();
    const begin = () => untilEdited(open, cancelling.token, tokenSteps(open, many, slotOf));
    assert.equal(finish(begin()).length, 5 * 5000);
    const edited = begin();
    assert.ok(!edited.next().done);
    TextDocument.update(open, [{ text: 'y' }], 2);
    assert.throws(() => edited.next(), { code: LSPErrorCodes.ContentModified });
    const unwanted = begin();
    assert.ok(!unwanted.next().done);
    cancelling.cancel();
    assert.throws(() => unwanted.next(), { code: LSPErrorCodes.RequestCancelled });
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
