import { CUT_LEVELS, cutAt, trimSpan } from './cuts.ts';
import type { CutLevel } from './cuts.ts';
import type { Passage } from './passage.ts';
import type { PieceMemo } from './pieceMemo.ts';
import type { Block, ProseDocument } from './prose.ts';
import type { Span } from './span.ts';
import { finish } from './steps.ts';
import type { Steps } from './steps.ts';
import { estimateTokens } from './tokens.ts';

/** A stretch of prose that is not cut any further: a block, or a part of one. */
export interface Piece extends Span {
  readonly tokens: number;
  /** What the cut before the piece is. */
  readonly level: CutLevel;
  readonly heading: boolean;
}

/** Tokens of what stands between two blocks, and at most between two pieces of a block. */
const BLOCK_GAP = estimateTokens('\n\n');
const PIECE_GAP = estimateTokens('\n');
/** Code units cut in one step. */
const STEP = 1 << 13;
/** No text has so many code units a token; longer ones need no estimate to be cut. */
const MOST_UNITS_PER_TOKEN = 16;
/** The part of the budget from which on a passage may end before a landmark, and before a heading. */
const FULL_ENOUGH = 0.65;
const FULL_ENOUGH_FOR_HEADING = 1 / 3;
/** Code units of a piece that decide: an edit behind them leaves the cuts as they are. */
const LANDMARK_UNITS = 24;
/** One in so many pieces begins a passage that could also go on, by the level of the cut before it. */
const LANDMARKS: Readonly<Record<CutLevel, number>> = {
  block: 2,
  sentence: 3,
  clause: 6,
  word: 16,
  grapheme: 32,
};

/**
 * Cuts a document's prose into passages of at most `budget` tokens (as {@link estimateTokens} counts).
 * Blocks are packed; a block that does not fit is cut at sentences, else at clauses, words, graphemes.
 * A heading goes with the block that it introduces. Every letter of every block is in exactly one passage.
 *
 * Passages are identified by their text, so an edit should change few: a passage that is full enough ends
 * before a heading or a piece that its own first words make a landmark, not only where the budget is used up.
 * Wherever two ways of packing meet at such a piece, they go on alike (source: content-defined chunking,
 * Muthitacharoen et al., "A Low-bandwidth Network File System", 2001).
 */
export function cutPassages(document: ProseDocument, budget: number): Passage[] {
  return finish(passageSteps(document, budget));
}

/**
 * As {@link cutPassages}, some kilobytes a step; see `steps.ts` for who drives them.
 * @param memo kept by the caller for one document: only blocks that changed since are cut again
 */
export function* passageSteps(document: ProseDocument, budget: number, memo?: PieceMemo): Steps<Passage[]> {
  const { prose } = document;
  const packer = new Packer(prose, budget);
  let cutUntil = 0;
  memo?.begin();
  for (const block of document.blocks) {
    for (const piece of knownPieces(prose, block, budget, packer.headingTokens, memo)) {
      packer.add(piece);
      if (piece.end - cutUntil > STEP) {
        cutUntil = piece.end;
        yield undefined;
      }
    }
  }
  return packer.finish();
}

/**
 * Cuts a passage that turned out not to fit: in two, near the middle, at the best place there is.
 * @returns the two spans, without white space at their ends; `undefined` when the text is a few letters only
 */
export function splitPassage(text: string): readonly [Span, Span] | undefined {
  const whole = trimSpan(text, { start: 0, end: text.length });
  const ways = [
    { levels: ['block', 'sentence', 'clause', 'word'], margin: 0.2 },
    { levels: ['word', 'grapheme'], margin: 0 },
  ] as const;
  for (const { levels, margin } of ways) {
    for (const level of levels) {
      const cut = cutNearMiddle(level, text, whole, (whole.end - whole.start) * margin);
      if (cut === undefined) continue;
      return [
        trimSpan(text, { start: whole.start, end: cut }),
        trimSpan(text, { start: cut, end: whole.end }),
      ];
    }
  }
  return undefined;
}

/** The cut of a level that is nearest to the middle, with more than `margin` code units on both sides. */
function cutNearMiddle(level: CutLevel, text: string, whole: Span, margin: number): number | undefined {
  const middle = (whole.start + whole.end) / 2;
  let best: number | undefined;
  for (const { end } of cutAt(level, text, whole)) {
    if (end - whole.start <= margin || whole.end - end <= margin) continue;
    if (best === undefined || Math.abs(end - middle) < Math.abs(best - middle)) best = end;
  }
  return best;
}

/** As {@link piecesOf}, from the memo where the block was cut before; very long blocks are always cut anew, in steps. */
function* knownPieces(
  prose: string,
  block: Block,
  budget: number,
  headingTokens: number,
  memo: PieceMemo | undefined,
): Generator<Piece> {
  const { start, end, kind } = block;
  if (!memo || end - start > STEP) {
    yield* piecesOf(prose, block, budget, headingTokens);
    return;
  }
  const text = prose.slice(start, end);
  const pieces = memo.pieces(`${kind} ${String(budget)} ${String(headingTokens)} ${text}`, () => [
    ...piecesOf(text, { kind, start: 0, end: end - start }, budget, headingTokens),
  ]);
  for (const piece of pieces) yield { ...piece, start: start + piece.start, end: start + piece.end };
}

/** Cuts a block into pieces that fit the budget, the first together with the headings before it. */
function* piecesOf(prose: string, block: Block, budget: number, headingTokens: number): Generator<Piece> {
  const tokens = tokensOf(prose, block, budget);
  if (block.kind === 'heading' && tokens <= budget / 2) {
    yield { ...trimSpan(prose, block), tokens, level: 'block', heading: true };
    return;
  }
  const limit = headingTokens + tokens <= budget ? budget : budget - headingTokens;
  yield* fitting(prose, block, limit, 0, 'block');
}

function* fitting(
  prose: string,
  span: Span,
  limit: number,
  depth: number,
  level: CutLevel,
): Generator<Piece> {
  const trimmed = trimSpan(prose, span);
  if (trimmed.start === trimmed.end) return;
  const tokens = tokensOf(prose, trimmed, limit);
  const next = CUT_LEVELS[depth + 1];
  if (tokens <= limit || next === undefined) {
    yield { ...trimmed, tokens, level, heading: false };
    return;
  }
  let before = level;
  for (const part of cutAt(next, prose, trimmed)) {
    yield* fitting(prose, part, limit, depth + 1, before);
    before = next;
  }
}

function tokensOf(prose: string, { start, end }: Span, limit: number): number {
  return end - start > limit * MOST_UNITS_PER_TOKEN ? Infinity : estimateTokens(prose.slice(start, end));
}

/** Packs pieces, given in order, into passages. */
class Packer {
  readonly #prose: string;
  readonly #budget: number;
  readonly #passages: Passage[] = [];
  #open: Piece[] = [];
  #tokens = 0;

  constructor(prose: string, budget: number) {
    this.#prose = prose;
    this.#budget = budget;
  }

  /** Tokens of the headings at the end of the open passage, with what stands after each. */
  get headingTokens(): number {
    return this.#open.slice(this.#headingsFrom()).reduce((sum, { tokens }) => sum + tokens + BLOCK_GAP, 0);
  }

  add(piece: Piece): void {
    const headingsFrom = this.#headingsFrom();
    const afterHeading = headingsFrom < this.#open.length;
    const tokens = this.#tokensWith(piece);
    if (piece.heading && afterHeading && this.headingTokens + piece.tokens > this.#budget / 2) {
      this.#flush(this.#open.length);
    } else if (tokens > this.#budget) this.#flush(headingsFrom === 0 ? this.#open.length : headingsFrom);
    else if (!afterHeading && this.#mayEnd(piece)) this.#flush(this.#open.length);
    this.#tokens = this.#tokensWith(piece);
    this.#open.push(piece);
  }

  finish(): Passage[] {
    this.#flush(this.#open.length);
    return this.#passages;
  }

  /** Tokens of the open passage if `piece` were added to it. */
  #tokensWith({ end, tokens, level }: Piece): number {
    const first = this.#open[0];
    if (first === undefined) return tokens;
    // The parts of one word may have more tokens together than apart.
    if (level === 'grapheme') return estimateTokens(this.#prose.slice(first.start, end));
    return this.#tokens + (level === 'block' ? BLOCK_GAP : PIECE_GAP) + tokens;
  }

  #headingsFrom(): number {
    return this.#open.findLastIndex(({ heading }) => !heading) + 1;
  }

  /** Whether the open passage is full enough to end before `piece`, and the piece looks like a beginning. */
  #mayEnd(piece: Piece): boolean {
    if (piece.heading) return this.#tokens >= this.#budget * FULL_ENOUGH_FOR_HEADING;
    return this.#tokens >= this.#budget * FULL_ENOUGH && isLandmark(this.#prose, piece);
  }

  /** Ends the open passage before its piece `count`; what is left begins the next one. */
  #flush(count: number): void {
    const [first, last] = [this.#open[0], this.#open[count - 1]];
    if (first === undefined || last === undefined) return;
    const { start } = first;
    const { end } = last;
    this.#passages.push({ start, end, text: this.#prose.slice(start, end) });
    this.#open = this.#open.slice(count);
    this.#tokens = this.#open.reduce((sum, { tokens }, at) => sum + tokens + (at > 0 ? BLOCK_GAP : 0), 0);
  }
}

/** Whether a piece's own first words make it begin a passage; one in {@link LANDMARKS} of its level does. */
function isLandmark(prose: string, { start, end, level }: Piece): boolean {
  let hash = 0;
  const until = Math.min(end, start + LANDMARK_UNITS);
  for (let at = start; at < until; at++) hash = (Math.imul(hash, 31) + prose.charCodeAt(at)) | 0;
  return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 16) % LANDMARKS[level] === 0;
}
