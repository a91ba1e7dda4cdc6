/** What two texts may differ in and still be the same text; see {@link foldText}. */
export interface Folding {
  readonly ignoreCase: boolean;
  readonly ignoreSpaces: boolean;
}

/** A folded text and the way back: for each of its code units, where its character stands in the original. */
export interface FoldedText {
  readonly text: string;
  /** UTF-16 offsets in the original; units that come from one character share them. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * A character with what belongs to it: combining marks, the vowels and final consonants of decomposed Hangul,
 * skin tones; or a run of white space.
 */
const character = /\s+|[^][\p{M}\u1160-\u11ff\u{1f3fb}-\u{1f3ff}]*/gu;

/** What no reader sees: soft hyphens, zero-width and bidi controls, variation selectors. */
const invisible =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/gu;
const singleQuotes = /[\u0060\u00b4\u02bc\u2018-\u201b\u2032\u2039\u203a\uff07]/gu;
const doubleQuotes = /[\u00ab\u00bb\u201c-\u201f\u2033\uff02]/gu;
const dashes = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/gu;

/**
 * Folds what typography, encoding and line breaks do to a text: white space, invisible characters, kinds of
 * quotes and dashes, and Unicode's compatible forms (NFKC, Unicode Standard Annex 15); on request also case
 * and white space altogether. Two texts are equal up to the folding when their folded texts are.
 */
export function foldText(original: string, folding: Folding): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: piece, index } of original.matchAll(character)) {
    const folded = foldCharacter(piece, folding);
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(index);
      ends.push(index + piece.length);
    }
  }
  return { text, starts, ends };
}

function foldCharacter(piece: string, { ignoreCase, ignoreSpaces }: Folding): string {
  const code = piece.charCodeAt(0);
  if (piece.length === 1 && code > 0x20 && code < 0x7f && code !== 0x60) {
    return ignoreCase && code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 0x20) : piece;
  }
  if (/^\s/u.test(piece)) return ignoreSpaces ? '' : ' ';
  const plain = piece
    .replace(invisible, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(dashes, '-')
    .normalize('NFKC');
  // By way of the upper case, since only that knows that "ß" is "SS" and that both sigmas are one letter.
  return ignoreCase ? plain.toUpperCase().toLowerCase().normalize('NFKC') : plain;
}

/**
 * Finds a folded text in another; only whole characters of the original match.
 * @param needle folded in the same way as `haystack`
 * @param isAccepted decides on each find, by its offsets in the original; finds don't overlap accepted ones
 */
export function findFolded(
  haystack: FoldedText,
  needle: string,
  isAccepted: (start: number, end: number) => boolean,
): void {
  const { text, starts, ends } = haystack;
  let at = text.indexOf(needle);
  while (at >= 0) {
    const last = at + needle.length - 1;
    const start = starts[at] as number;
    const end = ends[last] as number;
    const isWhole = start !== starts[at - 1] && end !== ends[last + 1];
    at = text.indexOf(needle, isWhole && isAccepted(start, end) ? last + 1 : at + 1);
  }
}
