import type { ProseDocument } from '../document/prose.ts';
import type { Span } from '../document/span.ts';
import { sentencesOf } from './tokens.ts';

/** In UTF-16 code units: a longer sentence is shown only this far around the mention, on either side. */
const around = 120;

/**
 * The sentence of each mention as a reader reads it, on one line; of a long one what stands around the mention,
 * with "…" where it goes on. A mention that holds the end of a sentence has all sentences that it touches.
 * @param mentions spans of the prose, ordered by their starts
 * @returns as many texts, in the same order
 */
export function* contextsOf(document: ProseDocument, mentions: readonly Span[]): Generator<string> {
  const sentences = sentencesOf(document, disjoint(mentions));
  let sentence: Span = { start: 0, end: 0 };
  for (const mention of mentions) {
    while (sentence.end <= mention.start) {
      const { value, done } = sentences.next();
      if (done) break;
      sentence = value;
    }
    yield contextIn(document.prose, sentence, mention);
  }
}

/** Overlapping spans become one. */
function disjoint(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function contextIn(prose: string, sentence: Span, mention: Span): string {
  const head = prose.slice(Math.max(sentence.start, mention.start - around), mention.start);
  const tail = prose.slice(mention.end, Math.min(sentence.end, mention.end + around));
  const isHeadCut = sentence.start < mention.start - around;
  const isTailCut = sentence.end > mention.end + around;
  const text =
    (isHeadCut ? `…${withoutCutWord(head)}` : head) +
    prose.slice(mention.start, mention.end) +
    (isTailCut ? `${withoutCutEnd(tail)}…` : tail);
  // Most stand on one line already: to write them anew takes longer than to look.
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

/** Without the part of a word, or of a letter, that a cut left at the start. */
function withoutCutWord(head: string): string {
  const space = head.search(/\s/);
  return space === -1 ? head.replace(/^[\udc00-\udfff]/, '') : head.slice(space + 1);
}

/** Without the part of a word, or of a letter, that a cut left at the end. */
function withoutCutEnd(tail: string): string {
  const cut = /\s\S*$/.exec(tail);
  return cut ? tail.slice(0, cut.index) : tail.replace(/[\ud800-\udbff]$/, '');
}
