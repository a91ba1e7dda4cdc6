/**
 * The language of answers about one passage, as an automaton over bytes: ` ["a", "b"]` or ` []`, every string
 * a stretch of whole words of the passage, JSON-escaped. Bytes, because tokens cut letters apart.
 */
export class AnswerGrammar {
  /** The passage as it stands inside a JSON string, in UTF-8. */
  readonly #escaped: Uint8Array;
  /** Per byte of the passage (and for its end): may a string begin here, may one end here. */
  readonly #mayBegin: Uint8Array;
  readonly #mayEnd: Uint8Array;

  constructor(passage: string) {
    const encoder = new TextEncoder();
    const escaped: number[] = [];
    const begins: number[] = [];
    const ends: number[] = [];
    let previous = '';
    let base = '';
    for (const letter of passage) {
      const border = !extendsLetter(previous, letter) && !joinsWord(base, letter);
      begins.push(border && !isSpace(letter) ? 1 : 0);
      ends.push(border && previous !== '' && !isSpace(previous) ? 1 : 0);
      const bytes = encoder.encode(JSON.stringify(letter).slice(1, -1));
      escaped.push(...bytes);
      for (let i = 1; i < bytes.length; i++) {
        begins.push(0);
        ends.push(0);
      }
      previous = letter;
      if (!mark.test(letter)) base = letter;
    }
    begins.push(0);
    ends.push(previous !== '' && !isSpace(previous) ? 1 : 0);
    this.#escaped = Uint8Array.from(escaped);
    this.#mayBegin = Uint8Array.from(begins);
    this.#mayEnd = Uint8Array.from(ends);
  }

  /** The state before the first byte of an answer. */
  start(): AnswerState {
    return { phase: 'list', positions: [], length: 0, closed: 0, closedLength: 0 };
  }

  /** The state after the bytes, or `undefined` where they leave the language. Does not change `state`. */
  read(state: AnswerState, bytes: Iterable<number>): AnswerState | undefined {
    let { phase, positions, length, closed, closedLength } = state;
    for (const byte of bytes) {
      length++;
      if (phase === 'string') {
        if (byte === quote && positions.some((position) => this.#mayEnd[position] === 1)) {
          closed++;
          closedLength = length;
          positions = [];
          phase = 'next';
        } else {
          positions = this.#advance(positions, byte);
          if (positions.length === 0) return undefined;
        }
      } else {
        const next = afterByte(phase, byte);
        if (next === undefined) return undefined;
        phase = next;
        if (phase === 'string') positions = [anywhere];
      }
    }
    return { phase, positions, length, closed, closedLength };
  }

  #advance(positions: readonly number[], byte: number): number[] {
    if (positions[0] !== anywhere)
      return positions.filter((position) => this.#escaped[position] === byte).map((position) => position + 1);
    const begun: number[] = [];
    for (let position = 0; position < this.#escaped.length; position++)
      if (this.#mayBegin[position] === 1 && this.#escaped[position] === byte) begun.push(position + 1);
    return begun;
  }
}

/** A string just opened may begin anywhere that words begin. */
const anywhere = -1;
const quote = 0x22;

/** Where an answer stands: outside a string, or inside one that stands at `positions` of the passage. */
export interface AnswerState {
  readonly phase: Phase;
  /** Byte offsets, in the escaped passage, of what may come next in the open string. */
  readonly positions: readonly number[];
  /** Bytes read so far. */
  readonly length: number;
  /** How many strings were closed, and how many bytes had been read when the last one was. */
  readonly closed: number;
  readonly closedLength: number;
}

/** `list`: before `[`; `first`: after `[`; `string`: in a string; `next`: after one; `item`: after a comma; `end`: after `]`. */
type Phase = 'list' | 'first' | 'string' | 'next' | 'item' | 'end';

function afterByte(phase: Exclude<Phase, 'string'>, byte: number): Phase | undefined {
  const letter = String.fromCharCode(byte);
  if (letter === ' ' && phase !== 'end') return phase;
  switch (phase) {
    case 'list':
      return letter === '[' ? 'first' : undefined;
    case 'first':
      return letter === '"' ? 'string' : letter === ']' ? 'end' : undefined;
    case 'next':
      return letter === ',' ? 'item' : letter === ']' ? 'end' : undefined;
    case 'item':
      return letter === '"' ? 'string' : undefined;
    case 'end':
      return undefined;
  }
}

const wordLetter = /^[\p{L}\p{N}\p{M}]$/u;
/** Scripts that are written without spaces: every letter may begin or end a word. Hangul words carry particles. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}]$/u;

const mark = /^\p{M}$/u;

/** Whether `after` is seen as a part of the letter before it: a combining mark, or a part of an emoji. */
function extendsLetter(before: string, after: string): boolean {
  return before !== '' && (mark.test(after) || after === '\u200d' || before === '\u200d');
}

/** Whether a letter goes on the word that `base`, the last letter that is no mark, stands in. */
function joinsWord(base: string, after: string): boolean {
  return wordLetter.test(base) && wordLetter.test(after) && !unspaced.test(base) && !unspaced.test(after);
}

function isSpace(letter: string): boolean {
  return /^\s$/u.test(letter);
}
