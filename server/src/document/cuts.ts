import type { Span } from './span.ts';

/** How a text can be cut, best first. */
export const CUT_LEVELS = ['block', 'sentence', 'clause', 'word', 'grapheme'] as const;
export type CutLevel = (typeof CUT_LEVELS)[number];

/** Code units that the sentence rules look at together; keeps them linear in the length of a text. */
const WINDOW = 4096;
/** Code units of a piece of text that offers no better place to cut. */
const GRAPHEME_RUN = 8;
const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' });
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What ends in a full stop and is followed by a capital letter inside a sentence: initials, titles, "No. 5". */
const ABBREVIATION =
  /(?:^|[\s("'“])(?:\p{Lu}|[Dd]rs?|[Mm]rs?|[Mm]s|Mme|Mlle|[Pp]rof|[Rr]ev|[Hh]on|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Pres|St|Jr|Sr|[Nn]os?|[Vv]s|[Vv]ol|[Pp]p?|Fig|Eq|Sec|Art|Ch|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|etc|al|cf|ca|approx|e\.g|i\.e|(?:\p{Lu}\.)+\p{Lu})\.\s*$/u;
const CLAUSE_END = /[,;:)\]–—]\s+|[、，；：]/gu;
const BLOCK_END = /\n[^\S\n]*\n\s*/g;
const SPACE = /\s+/g;

/**
 * Cuts a stretch of a text at all places of one level. The pieces are in order and cover the stretch;
 * white space may stand at their ends.
 * Source of the sentence and grapheme rules: Unicode Standard Annex 29, as `Intl.Segmenter` has them.
 */
export function* cutAt(level: CutLevel, text: string, span: Span): Generator<Span> {
  switch (level) {
    case 'block':
      return yield* cutAfter(BLOCK_END, text, span);
    case 'sentence':
      return yield* sentences(text, span);
    case 'clause':
      return yield* cutAfter(CLAUSE_END, text, span);
    case 'word':
      return yield* cutAfter(SPACE, text, span);
    case 'grapheme':
      return yield* graphemeRuns(text, span);
  }
}

/** A span without the white space at its ends; may be empty. */
export function trimSpan(text: string, { start, end }: Span): Span {
  const slice = text.slice(start, end);
  const trimmedEnd = start + slice.trimEnd().length;
  return { start: Math.min(trimmedEnd, end - slice.trimStart().length), end: trimmedEnd };
}

function* cutAfter(pattern: RegExp, text: string, { start, end }: Span): Generator<Span> {
  let at = start;
  for (const found of text.slice(start, end).matchAll(pattern)) {
    const cut = start + found.index + found[0].length;
    yield { start: at, end: cut };
    at = cut;
  }
  if (at < end) yield { start: at, end };
}

function* sentences(text: string, { start, end }: Span): Generator<Span> {
  for (let from = start; from < end;) {
    const until = windowEnd(text, from, end);
    let at = from;
    let last: Span | undefined;
    for (const { segment, index } of SENTENCES.segment(text.slice(from, until))) {
      const segmentEnd = from + index + segment.length;
      if (ABBREVIATION.test(segment.slice(-16)) && !segment.endsWith('\n') && segmentEnd < until) continue;
      if (last !== undefined) yield last;
      last = { start: at, end: segmentEnd };
      at = segmentEnd;
    }
    // The last sentence of a window may go on behind it, unless it is the window.
    if (last === undefined) last = { start: at, end: until };
    if (until < end && last.start > from) from = last.start;
    else {
      yield last;
      from = last.end;
    }
  }
}

function windowEnd(text: string, from: number, end: number): number {
  if (end - from <= WINDOW) return end;
  const space = /\s\S*$/.exec(text.slice(from + WINDOW - 256, from + WINDOW));
  return space === null ? graphemeStart(text, from + WINDOW, end) : from + WINDOW - 256 + space.index + 1;
}

function* graphemeRuns(text: string, { start, end }: Span): Generator<Span> {
  for (let at = start; at < end;) {
    const cut = at + GRAPHEME_RUN >= end ? end : graphemeStart(text, at + GRAPHEME_RUN, end);
    yield { start: at, end: cut };
    at = cut;
  }
}

/** The first grapheme boundary at `offset` or after it, at most at `end`. */
function graphemeStart(text: string, offset: number, end: number): number {
  if (isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))) return offset;
  const back = text.slice(Math.max(0, offset - 32), offset);
  const from = offset - back.length + (/^[\udc00-\udfff]/.test(back) ? 1 : 0);
  const around = text.slice(from, Math.min(end, offset + 64));
  for (const { index } of GRAPHEMES.segment(around)) if (from + index >= offset) return from + index;
  return Math.min(end, offset + 64);
}

/** Whether a code unit never joins its neighbours: printable ASCII, Kana, Han, Hangul syllables. */
function isPlain(unit: number): boolean {
  return (
    (unit > 0x20 && unit < 0x7f) || (unit >= 0x3400 && unit < 0xa000) || (unit >= 0xac00 && unit < 0xd7a4)
  );
}
