/** A string of a {@link LiteralList}: one in quotes, or the words between two commas. */
export interface LiteralString {
  readonly kind: 'string';
  readonly text: string;
  readonly isQuoted: boolean;
  /** The text ended before the string did. */
  readonly isCut: boolean;
}

export type Opening = '(' | '[' | '{';

/** What stands between two brackets of any kind. */
export interface LiteralList {
  readonly kind: 'list';
  readonly bracket: Opening;
  readonly items: readonly LiteralItem[];
  /** Where it begins and ends in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

export interface LiteralItem {
  /** What stands before a colon: `{"a": "b"}`. */
  readonly key?: string;
  readonly value: LiteralString | LiteralList;
}

/** The bracket that ends what another one begins. */
export const closing = { '(': ')', '[': ']', '{': '}' } as const;

/** Deeper brackets are no data. */
export const deepest = 24;

export function isOpening(letter: string | undefined): letter is Opening {
  return letter === '(' || letter === '[' || letter === '{';
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** A string's text without the escapes of Python and JSON. */
export function unescape(written: string): string {
  return written.replace(/\\(?:u([\da-f]{4})|(.))/giu, (whole, code: string | undefined, letter: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (Object.hasOwn(escapes, letter)) return escapes[letter] ?? '';
    return /[\p{L}\p{N}]/u.test(letter) ? whole : letter;
  });
}
