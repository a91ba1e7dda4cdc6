import { closing, deepest, isOpening, unescape } from './literal.ts';
import type { LiteralItem, LiteralList, LiteralString, Opening } from './literal.ts';
import { readStrictLiteral } from './strictLiteral.ts';

/** The marks that end a string, by the one that begins it. */
const quotes: Readonly<Record<string, string>> = {
  '"': '"\u201d\u201c',
  "'": "'\u2019",
  '\u201c': '\u201d"',
  '\u201e': '\u201c\u201d"',
  '\u2018': "\u2019'",
  '\u00ab': '\u00bb',
  '`': "`'",
};
const quoteMark = /["'\u201c\u201e\u2018\u00ab`]/u;
const space = /\s/u;
/** Words that programming languages write without quotes. */
const plainWord = /^(?:true|false|null|none)\b/iu;
/** What can only stand between two tuples: a string that runs into it has lost its end. */
const betweenTuples = /[)\]}]\s*,\s*[([{]\s*\\?["'\u201c\u2018]/uy;
/** A string is not looked for further than this, in UTF-16 code units. */
const longestString = 2_000;

/**
 * Reads the lists, tuples and objects that stand in a text, as Python and JSON write them, and as language models
 * miswrite them: quotes of all kinds, also unescaped ones inside strings; escaped lists; missing quotes, commas and
 * brackets; a text that breaks off. What is well written is read as it is. Never throws, and takes time in proportion
 * to the text.
 */
export function readLiterals(text: string): LiteralList[] {
  const reader = new LiteralReader(text);
  return reader.all();
}

class LiteralReader {
  #at = 0;
  readonly #open: Opening[] = [];

  constructor(private readonly text: string) {}

  all(): LiteralList[] {
    const lists: LiteralList[] = [];
    while (this.#at < this.text.length) {
      if (!isOpening(this.text[this.#at])) this.#at++;
      else {
        const list = readStrictLiteral(this.text, this.#at) ?? this.#list();
        this.#at = list.end;
        lists.push(list);
      }
    }
    return lists;
  }

  /** Reads from an opening bracket on. */
  #list(): LiteralList {
    const start = this.#at;
    const bracket = this.text[this.#at++] as Opening;
    const items: LiteralItem[] = [];
    this.#open.push(bracket);
    let key: string | undefined;
    for (;;) {
      this.#skipSeparators();
      const letter = this.text[this.#at];
      if (letter === undefined) break;
      if (letter === ')' || letter === ']' || letter === '}') {
        if (closing[bracket] === letter) this.#at++;
        else if (!this.#open.some((outer) => closing[outer] === letter)) {
          this.#at++;
          continue;
        }
        break;
      }
      const value = this.#value(letter);
      if (!value) continue;
      if (value.kind === 'string' && this.#isKey()) key = value.text;
      else {
        items.push(key === undefined ? { value } : { key, value });
        key = undefined;
      }
    }
    this.#open.pop();
    return { kind: 'list', bracket, items, start, end: this.#at };
  }

  #value(letter: string): LiteralItem['value'] | undefined {
    if (isOpening(letter)) {
      if (this.#open.length < deepest) return this.#list();
      this.#at++;
      return undefined;
    }
    const isEscaped = letter === '\\' && quoteMark.test(this.text[this.#at + 1] ?? '');
    return isEscaped || quoteMark.test(letter) ? this.#quoted(isEscaped) : this.#bare();
  }

  #skipSeparators(): void {
    while (/[\s,;|\\]/u.test(this.text[this.#at] ?? '')) {
      if (this.text[this.#at] === '\\' && quoteMark.test(this.text[this.#at + 1] ?? '')) return;
      this.#at++;
    }
  }

  /** Whether a colon or an arrow follows, which is passed then. */
  #isKey(): boolean {
    const found = /\s*(?::|=>|->|\u2192)/uy;
    found.lastIndex = this.#at;
    if (!found.test(this.text)) return false;
    this.#at = found.lastIndex;
    return true;
  }

  /** @param isEscaped the quotes are written with a backslash, since the whole list is a string */
  #quoted(isEscaped: boolean): LiteralString {
    const start = this.#at + (isEscaped ? 2 : 1);
    const ends = quotes[this.text[start - 1] ?? ''] ?? '';
    const strict = this.#endOf(start, ends, isEscaped, true);
    const end = strict ?? this.#endOf(start, ends, isEscaped, false);
    if (end === undefined) {
      const line = this.text.indexOf('\n', start);
      const stop = line < 0 ? this.text.length : line;
      this.#at = stop;
      return { kind: 'string', text: this.text.slice(start, stop), isQuoted: true, isCut: true };
    }
    this.#at = end.next;
    const written = this.text.slice(start, end.at);
    // In a list that is a string itself, escapes are written twice.
    const text = unescape(isEscaped ? written.replace(/\\\\/gu, '\\') : written);
    return { kind: 'string', text, isQuoted: true, isCut: false };
  }

  /**
   * Where a string ends: at a quote behind which a list goes on, since quotes inside are often not escaped.
   * @param isStrict a comma must be followed by something that begins a value
   */
  #endOf(
    start: number,
    ends: string,
    isEscaped: boolean,
    isStrict: boolean,
    before = this.text.length,
  ): { at: number; next: number } | undefined {
    const limit = Math.min(before, start + longestString);
    for (let at = start; at < limit; at++) {
      betweenTuples.lastIndex = at;
      if (isStrict && /[)\]}]/u.test(this.text[at] ?? '') && betweenTuples.test(this.text)) {
        return this.#endOf(start, ends, isEscaped, false, at) ?? { at, next: at };
      }
      if (this.text[at] === '\\') {
        at++;
        if (!isEscaped || !ends.includes(this.text[at] ?? '')) continue;
        if (this.#goesOn(at + 1, isStrict)) return { at: at - 1, next: at + 1 };
      } else if (!isEscaped && ends.includes(this.text[at] ?? '') && this.#goesOn(at + 1, isStrict)) {
        return { at, next: at + 1 };
      }
    }
    return undefined;
  }

  #goesOn(from: number, isStrict: boolean): boolean {
    let at = from;
    while (/[^\S\n]/u.test(this.text[at] ?? '')) at++;
    const letter = this.text[at];
    if (letter === undefined || /[)\]}\n]/u.test(letter)) return true;
    if (letter === ':' || (letter === '-' && this.text[at + 1] === '>')) return true;
    if (letter === '=' && this.text[at + 1] === '>') return true;
    if (letter !== ',' && letter !== ';') return false;
    if (!isStrict) return true;
    at++;
    while (space.test(this.text[at] ?? '')) at++;
    const next = this.text[at];
    if (next === undefined || /[[({)\]}\d-]/u.test(next) || quoteMark.test(next)) return true;
    return (
      (next === '\\' && quoteMark.test(this.text[at + 1] ?? '')) ||
      plainWord.test(this.text.slice(at, at + 6))
    );
  }

  /** Words without quotes; brackets that close again on the line are a part of them: "Acme (UK) Ltd". */
  #bare(): LiteralString | undefined {
    const start = this.#at;
    const inBrackets = /\([^()[\]{}"\n]{0,60}\)/uy;
    while (this.#at < this.text.length) {
      const letter = this.text[this.#at] ?? '';
      inBrackets.lastIndex = this.#at;
      if (letter === '(' && this.#at > start && inBrackets.test(this.text)) {
        this.#at = inBrackets.lastIndex;
        continue;
      }
      if (/[,;|()[\]{}\n:\u2192]/u.test(letter)) break;
      if (/[-=]/u.test(letter) && this.text[this.#at + 1] === '>') break;
      this.#at++;
    }
    if (this.#at === start) this.#at++;
    const text = this.text.slice(start, this.#at).trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
    return { kind: 'string', text, isQuoted: false, isCut: this.#at >= this.text.length };
  }
}
