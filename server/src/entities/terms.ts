import type { Span } from '../document/span.ts';
import { type FoldedText, foldText } from './foldedText.ts';
import type { Finder } from './patterns.ts';
import { borderAfter, borderBefore } from './wordBorder.ts';

/** How terms are found; see `universalNer.types`. */
export interface TermFinding {
  /** Absent: {@link isAcronym} terms are found in their own case, others in any. */
  readonly caseSensitive?: boolean | undefined;
  readonly wholeWords?: boolean | undefined;
  readonly inflections?: boolean | undefined;
}

/** Terms are looked up by so many of their first UTF-16 code units, or all when they are shorter. */
const keyLength = 16;

/**
 * A finder of a list of terms, up to typography (see {@link foldText}). Where several begin at one place the
 * longest is found, and finds don't overlap. The time depends on the text and on how many terms begin alike,
 * not on the length of the list.
 */
export function termFinder(terms: readonly string[], finding: TermFinding = {}): Finder {
  const exact = new TermIndex(false);
  const loose = new TermIndex(true);
  for (const term of terms) {
    const index = (finding.caseSensitive ?? isAcronym(term)) ? exact : loose;
    for (const form of finding.inflections ? [term, ...inflected(term)] : [term]) index.add(form);
  }
  return (text) => {
    const found = [...exact.find(text, finding.wholeWords), ...loose.find(text, finding.wholeWords)];
    let reach = 0;
    return found
      .sort((a, b) => a.start - b.start || b.end - a.end)
      .filter(({ start, end }) => {
        if (start < reach) return false;
        reach = end;
        return true;
      });
  };
}

/** "WHO" and "IT" are other words in small letters. */
function isAcronym(term: string): boolean {
  return /^\p{Lu}{2,5}$/u.test(term);
}

class TermIndex {
  /** Folded terms by their first code units, the longest first. */
  readonly #terms = new Map<string, string[]>();
  readonly #folding: { readonly ignoreCase: boolean; readonly ignoreSpaces: false };
  /** The lengths of the keys that occur, the longest first. */
  #keyLengths: readonly number[] = [];
  #isSorted = true;

  constructor(ignoreCase: boolean) {
    this.#folding = { ignoreCase, ignoreSpaces: false };
  }

  add(term: string): void {
    const folded = foldText(term, this.#folding).text.trim();
    if (folded === '') return;
    const key = folded.slice(0, keyLength);
    const alike = this.#terms.get(key);
    if (alike) alike.push(folded);
    else this.#terms.set(key, [folded]);
    this.#isSorted = false;
  }

  find(text: string, wholeWords = true): Span[] {
    if (this.#terms.size === 0) return [];
    this.#sort();
    const folded = foldText(text, this.#folding);
    const spans: Span[] = [];
    for (let at = 0; at < folded.text.length; at++) {
      const start = folded.starts[at] as number;
      if (start === folded.starts[at - 1]) continue;
      if (wholeWords && borderBefore(text, start) !== 'strong') continue;
      const end = this.#longestAt(folded, at, (to) => !wholeWords || borderAfter(text, to) === 'strong');
      if (end !== undefined) spans.push({ start, end });
    }
    return spans;
  }

  #longestAt({ text, ends }: FoldedText, at: number, endsWell: (end: number) => boolean): number | undefined {
    for (const length of this.#keyLengths) {
      for (const term of this.#terms.get(text.slice(at, at + length)) ?? []) {
        const last = at + term.length - 1;
        const end = ends[last];
        if (end === undefined || end === ends[last + 1] || !text.startsWith(term, at)) continue;
        if (endsWell(end)) return end;
      }
    }
    return undefined;
  }

  #sort(): void {
    if (this.#isSorted) return;
    for (const [key, alike] of this.#terms) {
      this.#terms.set(
        key,
        [...new Set(alike)].sort((a, b) => b.length - a.length),
      );
    }
    this.#keyLengths = [...new Set([...this.#terms.keys()].map((key) => key.length))].sort((a, b) => b - a);
    this.#isSorted = true;
  }
}

/** The regular plural of an English term that reads as a singular, and the other way round. */
function inflected(term: string): string[] {
  if (/[^aeiou]y$/iu.test(term)) return [`${term.slice(0, -1)}ies`];
  if (/[^aeiou]ies$/iu.test(term)) return [`${term.slice(0, -3)}y`];
  if (/(?:ss|sh|ch|x|z)es$/iu.test(term)) return [term.slice(0, -2)];
  if (/(?:ss|us|is|sh|ch|x|z)$/iu.test(term)) return [`${term}es`];
  return /s$/iu.test(term) ? [term.slice(0, -1)] : [`${term}s`];
}
