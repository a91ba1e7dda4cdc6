import type { Span } from '../document/span.ts';

/**
 * English words that only join others (pronouns, articles, prepositions, conjunctions, auxiliaries). In small
 * letters they are no mention of what is written like them in capitals: "may" and May, "it" and IT.
 */
const functionWords: ReadonlySet<string> = new Set(
  (
    'a about above after again against all also am among an and any are as at be because been before being below ' +
    'between both but by can cannot could did do does doing down during each else ever few for from further had has ' +
    'have having he her here hers herself him himself his how i if in into is it its itself just like may me might ' +
    'mine more most must my myself near never no nor not now of off on once one only or other ought our ours out ' +
    'over own per same shall she should since so some still such than that the their theirs them then there these ' +
    'they this those though through till to too under until up upon us very was we were what when where which ' +
    'while who whom whose why will with within without would yes yet you your yours'
  ).split(' '),
);

const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const word = /[\p{L}\p{M}\p{N}'\u2019]+/gu;
/** What stands before the first word of a sentence, as far as its text tells. */
const sentenceBefore =
  /(?:^|[.!?\u2026:\u3002\uff01\uff1f][\])}"'\u2019\u201d\u00bb]*\s+|\n\s*\n\s*)[\s([{"'\u2018\u201c\u00ab*\u2022\u2013\u2014-]*$/u;
/** How far back a sentence's start is looked for, in UTF-16 code units. */
const lookBack = 12;

/** How a text is written: `capital` begins with its only capital, `title` has others, at the start of words too. */
type Form = 'lower' | 'capital' | 'title' | 'upper';

function formOf(text: string): Form {
  if (!upper.test(text)) return 'lower';
  if (!lower.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) > 1) return 'upper';
  const [first = ''] = text;
  return upper.test(first) && !upper.test(text.slice(first.length)) ? 'capital' : 'title';
}

/** Tells of texts that differ in case whether they are the same word, by where they stand. */
export class LetterCase {
  readonly #text: string;
  readonly #lines = new Map<number, 'upper' | 'title' | undefined>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Whether an occurrence in another case is what an answer means: "Aspirin" at the start of a sentence and
   * "aspirin" inside one, "PARIS" in a line of capitals and "Paris"; not "Turkey" and "turkey" inside sentences,
   * and no word that just joins others.
   * @param exact where the answer stands letter for letter
   * @param other the same letters in another case
   */
  isSame(exact: readonly Span[], other: Span): boolean {
    const [first] = exact;
    if (!first) return true;
    const answered = this.#slice(first);
    const written = this.#slice(other);
    if (functionWords.has(written.toLowerCase())) return false;
    return (
      this.#explains(answered, written, other) ||
      exact.every((span) => this.#explains(written, answered, span))
    );
  }

  /** Whether what is really `plain` can be written as `written` because of where that stands. */
  #explains(plain: string, written: string, at: Span): boolean {
    const line = this.#lineForm(at.start);
    switch (formOf(written)) {
      case 'lower':
        return false;
      case 'upper':
        return line === 'upper';
      case 'capital':
        return formOf(plain) === 'lower' && (line === 'title' || this.#startsSentence(at.start));
      case 'title':
        return formOf(plain) !== 'upper' && line === 'title';
    }
  }

  #startsSentence(offset: number): boolean {
    const from = Math.max(0, offset - lookBack);
    const before = this.#text.slice(from, offset);
    return sentenceBefore.test(from > 0 ? `\u0000${before}` : before);
  }

  /** Whether the line is written in capitals throughout, or with a capital at all longer words. */
  #lineForm(offset: number): 'upper' | 'title' | undefined {
    const start = this.#text.lastIndexOf('\n', offset - 1) + 1;
    const known = this.#lines.get(start);
    if (known !== undefined || this.#lines.has(start)) return known;
    const end = this.#text.indexOf('\n', start);
    const words = [...this.#text.slice(start, end < 0 ? undefined : end).matchAll(word)].map(
      ([found]) => found,
    );
    const isUpper =
      words.filter((found) => formOf(found) === 'upper').length > 1 &&
      !words.some((found) => lower.test(found));
    const long = words.filter((found) => [...found].length > 3 && /\p{L}/u.test(found));
    const isTitle = long.length > 2 && long.every((found) => formOf(found) !== 'lower');
    const form = isUpper ? 'upper' : isTitle ? 'title' : undefined;
    this.#lines.set(start, form);
    return form;
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }
}
