/**
 * How a word ends at an offset: `strong` (white space, most punctuation, scripts without word borders), `weak`
 * (parts of one written word: "U|.S.", "3.|5", "COVID|-19", "10|mg", a Korean compound), `none` (inside a word).
 */
export type BorderStrength = 'none' | 'weak' | 'strong';

const wordCharacter = /[\p{L}\p{N}\p{M}\p{Pc}]/u;
const digit = /\p{Nd}/u;
const lowerCase = /\p{Ll}/u;
const hangul = /\p{scx=Hangul}/u;
/** Scripts written without spaces between words. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}\p{scx=Javanese}\p{scx=Balinese}\p{scx=Tai_Le}\p{scx=New_Tai_Lue}\p{scx=Tai_Tham}]/u;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff\p{M}]/u;
const emojiJoint = /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?\u200d$/u;

/** What may follow a noun within a written word of Korean: particles, the copula, plural and honorific suffixes. */
const koreanSuffix = new RegExp(
  `^(?:들|님|씨)?(?:${[
    '은|는|이|가|을|를|의|에|도|만|과|와|로|으로|랑|이랑|나|이나|야|이야|아|여|이여|요|이요|든지|이든지',
    '에서|에서는|에서도|에서의|에는|에도|에게|에게서|에게는|에게도|한테|한테서|께|께서|께서는|께서도',
    '으로는|로는|으로도|로도|으로서|로서|으로써|로써|으로부터|로부터|으로의|로의|부터|부터는|까지|까지는|까지도',
    '와의|과의|와는|과는|와도|과도|만은|만이|만을|만의|만큼|보다|보다는|처럼|같이|마다|밖에|조차|마저|뿐|뿐만|하고|대로|에만',
    '이다|다|인|이라|라|이라는|라는|이라고|라고|이며|며|이고|고|이지만|지만|이었다|였다|입니다|이에요|예요|이었던|였던|인데|이자|자',
  ].join('|')})?$`,
  'u',
);
const hangulRun = /[\p{scx=Hangul}\p{M}]+/uy;
/** English: possessives and contractions after a noun. */
const apostropheSuffix = /['\u2019](?:s|d|ll|re|ve|m)?(?![\p{L}\p{N}])/iuy;

/** How well a word can start at this UTF-16 offset of the text. */
export function borderBefore(text: string, offset: number): BorderStrength {
  const after = characterAt(text, offset);
  const before = visibleBefore(text, offset);
  if (emojiJoint.test(text.slice(Math.max(0, offset - 5), offset))) return 'none';
  if (!wordCharacter.test(after) || before.character === '') return 'strong';
  if (wordCharacter.test(before.character)) {
    if (unspaced.test(after) || unspaced.test(before.character)) return 'strong';
    const afterIsHangul = hangul.test(after);
    if (afterIsHangul !== hangul.test(before.character)) return 'strong';
    return afterIsHangul || digit.test(after) !== digit.test(before.character) ? 'weak' : 'none';
  }
  const beyond = visibleBefore(text, before.start).character;
  if (before.character === "'" || before.character === '\u2019') {
    return wordCharacter.test(beyond) && !lowerCase.test(beyond) ? 'weak' : 'strong';
  }
  return joins(beyond, before.character, after) ? 'weak' : 'strong';
}

/** How well a word can end at this UTF-16 offset of the text. */
export function borderAfter(text: string, offset: number): BorderStrength {
  const before = visibleBefore(text, offset).character;
  const after = visibleAfter(text, offset);
  if (text[offset] === '\u200d' && /\p{Extended_Pictographic}/u.test(after.character)) return 'none';
  if (!wordCharacter.test(before) || after.character === '') return 'strong';
  if (wordCharacter.test(after.character)) {
    if (unspaced.test(before) || unspaced.test(after.character)) return 'strong';
    if (hangul.test(after.character)) {
      hangulRun.lastIndex = after.start;
      const rest = hangulRun.exec(text)?.[0] ?? '';
      return koreanSuffix.test(rest.normalize('NFC')) ? 'strong' : 'weak';
    }
    if (hangul.test(before)) return 'strong';
    return digit.test(before) !== digit.test(after.character) ? 'weak' : 'none';
  }
  const beyond = visibleAfter(text, after.end).character;
  if (after.character === "'" || after.character === '\u2019') {
    apostropheSuffix.lastIndex = after.start;
    return apostropheSuffix.test(text) ? 'strong' : 'weak';
  }
  if (after.character === '+' || after.character === '#') return 'weak';
  return joins(before, after.character, beyond) ? 'weak' : 'strong';
}

/** Whether a sign between two characters makes one written word of them. */
function joins(left: string, sign: string, right: string): boolean {
  if (!wordCharacter.test(left) || !wordCharacter.test(right)) return false;
  const digits = Number(digit.test(left)) + Number(digit.test(right));
  switch (sign) {
    case '.':
    case '@':
      return true;
    case ',':
    case ':':
      return digits === 2;
    case '-':
    case '\u2010':
    case '\u2011':
      return digits > 0;
    default:
      return false;
  }
}

interface Visible {
  /** Empty at the text's border. */
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

function visibleBefore(text: string, offset: number): Visible {
  let end = offset;
  while (end > 0) {
    const isPair = end > 1 && /[\udc00-\udfff]/.test(text[end - 1] as string);
    const start = isPair && /[\ud800-\udbff]/.test(text[end - 2] as string) ? end - 2 : end - 1;
    const character = text.slice(start, end);
    if (!invisible.test(character)) return { character, start, end };
    end = start;
  }
  return { character: '', start: 0, end: 0 };
}

function visibleAfter(text: string, offset: number): Visible {
  let start = offset;
  while (start < text.length) {
    const character = characterAt(text, start);
    if (!invisible.test(character)) return { character, start, end: start + character.length };
    start += character.length;
  }
  return { character: '', start, end: start };
}

function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? '' : String.fromCodePoint(code);
}
