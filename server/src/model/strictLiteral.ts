import { closing, deepest, isOpening, unescape } from './literal.ts';
import type { LiteralItem, LiteralList } from './literal.ts';

const spaces = /\s*/uy;
/** Numbers, and names such as `null` and `None`. */
const plain = /[-+\w.]+/uy;
/** A string in one kind of quotes, its escapes included, on one line; without its second quote: broken off. */
const quoted = /(["'])((?:\\.|(?!\1)[^\\\n])*)(\1?)/uy;

/** The text is not what Python or JSON would write. */
class NotWellFormed extends Error {}

/**
 * Reads a list, tuple or object that is written as Python and JSON write them. The text may break off anywhere.
 * @param start where its bracket stands, in UTF-16 code units
 * @returns `undefined` when it is written in another way
 */
export function readStrictLiteral(text: string, start: number): LiteralList | undefined {
  try {
    return new StrictReader(text, start).list(1);
  } catch (error) {
    if (error instanceof NotWellFormed) return undefined;
    throw error;
  }
}

class StrictReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  list(depth: number): LiteralList {
    const start = this.#at;
    const bracket = this.#text[this.#at++];
    if (!isOpening(bracket) || depth > deepest) throw new NotWellFormed();
    const items: LiteralItem[] = [];
    while (!this.#passes(closing[bracket]) && !this.#isAtEnd()) {
      items.push(this.#item(bracket === '{', depth));
      if (this.#passes(',') || this.#isAtEnd()) continue;
      // Brackets around one value make no tuple.
      const isTuple = bracket !== '(' || items.length > 1;
      if (!isTuple || !this.#passes(closing[bracket])) throw new NotWellFormed();
      break;
    }
    return { kind: 'list', bracket, items, start, end: this.#at };
  }

  #item(isEntry: boolean, depth: number): LiteralItem {
    const value = this.#value(depth);
    if (!isEntry || this.#isAtEnd() || value.kind === 'list') return { value };
    if (!this.#passes(':')) throw new NotWellFormed();
    return this.#isAtEnd()
      ? { value: { ...value, isCut: true } }
      : { key: value.text, value: this.#value(depth) };
  }

  #value(depth: number): LiteralItem['value'] {
    if (isOpening(this.#text[this.#at])) return this.list(depth + 1);
    const [, quote, written = '', end] = this.#match(quoted) ?? [];
    if (quote === undefined) {
      const [text] = this.#match(plain) ?? [];
      if (text === undefined) throw new NotWellFormed();
      return { kind: 'string', text, isQuoted: false, isCut: this.#at === this.#text.length };
    }
    const isCut = end === '';
    // A bracket at the end of a string that does not end is more likely to be a list's than the string's.
    if (isCut && (this.#at < this.#text.length || /[)\]}]\s*$/u.test(written))) throw new NotWellFormed();
    return { kind: 'string', text: unescape(written), isQuoted: true, isCut };
  }

  /** Whether nothing but white space is left, which is passed then. */
  #isAtEnd(): boolean {
    this.#match(spaces);
    return this.#at === this.#text.length;
  }

  /** Passes a sign and the white space around it, if it is what follows. */
  #passes(sign: string): boolean {
    this.#match(spaces);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    this.#match(spaces);
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}
