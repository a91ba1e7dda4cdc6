import { cutAt } from '../document/cuts.ts';
import type { ProseDocument } from '../document/prose.ts';
import type { Span } from '../document/span.ts';
import { NOT_BLANK } from './blank.ts';
import { segmentsOf } from './segments.ts';

const words = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The sentences of a document's prose, as passages are cut into them, none across two blocks.
 * @param unbroken ordered, disjoint spans of the prose; a sentence that would end inside one goes on
 * @returns spans of the prose, in order; between them there is nothing but white space
 */
export function* sentencesOf(document: ProseDocument, unbroken: readonly Span[]): Generator<Span> {
  const { prose } = document;
  let start = 0;
  let next = 0;
  for (const border of sentenceBorders(document)) {
    while ((unbroken[next]?.end ?? Infinity) <= border) next++;
    if (border <= start || (unbroken[next]?.start ?? Infinity) < border) continue;
    yield { start, end: border };
    start = border;
  }
  if (start < prose.length) yield { start, end: prose.length };
}

function* sentenceBorders({ prose, blocks }: ProseDocument): Generator<number> {
  let from = 0;
  for (const cut of [...blocks.flatMap(({ start, end }) => [start, end]), prose.length]) {
    for (const { end } of cutAt('sentence', prose, { start: from, end: cut })) yield end;
    from = Math.max(from, cut);
  }
}

/**
 * The tokens of a stretch of prose: words and punctuation marks after Unicode's rules (UAX #29; dictionaries
 * for Chinese, Japanese, Thai, ...), cut where white space stands inside and at the borders of annotations.
 * @param borders ordered offsets in the prose at which a token must not go on
 * @returns spans of the prose, in order; between them there is nothing but white space
 */
export function* tokensOf(prose: string, sentence: Span, borders: readonly number[]): Generator<Span> {
  const text = prose.slice(sentence.start, sentence.end);
  let next = 0;
  for (const word of segmentsOf(text, words)) {
    for (const match of text.slice(word.start, word.end).matchAll(NOT_BLANK)) {
      let start = sentence.start + word.start + match.index;
      const end = start + match[0].length;
      for (; (borders[next] ?? Infinity) < end; next++) {
        const border = borders[next] ?? end;
        if (border <= start) continue;
        yield { start, end: border };
        start = border;
      }
      yield { start, end };
    }
  }
}
