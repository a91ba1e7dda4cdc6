import type { Token } from 'node-llama-cpp';
import type { Vocabulary } from './vocabulary.ts';

/** A token with its bytes. */
interface Entry {
  readonly token: Token;
  readonly bytes: Uint8Array;
}

const trees = new WeakMap<Vocabulary, TokenTree>();

/**
 * The tokens of a vocabulary ordered by their bytes, so that those which an automaton can read are found without a
 * look at the others: 49,000 tokens take 50 ms one by one, and that for every refused token.
 */
export class TokenTree {
  /** By first byte; sorted by their bytes when they are first looked at. */
  readonly #byFirst: Entry[][] = Array.from({ length: 256 }, () => []);
  readonly #sorted = new Set<number>();

  /** The tree of a vocabulary, which is made once. */
  static of(vocabulary: Vocabulary): TokenTree {
    let tree = trees.get(vocabulary);
    if (!tree) trees.set(vocabulary, (tree = new TokenTree(vocabulary)));
    return tree;
  }

  private constructor(vocabulary: Vocabulary) {
    for (let id = 0; id < vocabulary.size; id++) {
      const token = id as Token;
      const bytes = vocabulary.bytes(token);
      const [first] = bytes ?? [];
      if (bytes && first !== undefined) this.#byFirst[first]?.push({ token, bytes });
    }
  }

  /**
   * All tokens that an automaton can read to their end.
   * @param state the automaton's state
   * @param read the state after one more byte, or `undefined` where there is none
   */
  readable<State>(state: State, read: (state: State, byte: number) => State | undefined): Token[] {
    const found: Token[] = [];
    for (const [first, entries] of this.#byFirst.entries()) {
      const next = entries.length > 0 ? read(state, first) : undefined;
      if (next === undefined) continue;
      if (!this.#sorted.has(first)) {
        entries.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
        this.#sorted.add(first);
      }
      collect(entries, 0, entries.length, 1, next, read, found);
    }
    return found;
  }
}

/** Of `entries[start..end)`, which share their first `depth` bytes, takes those that can be read on from `state`. */
function collect<State>(
  entries: readonly Entry[],
  start: number,
  end: number,
  depth: number,
  state: State,
  read: (state: State, byte: number) => State | undefined,
  found: Token[],
): void {
  let at = start;
  for (let entry = entries[at]; entry && at < end && entry.bytes.length === depth; entry = entries[++at])
    found.push(entry.token);
  while (at < end) {
    const byte = entries[at]?.bytes[depth] ?? 0;
    const from = at;
    while (at < end && entries[at]?.bytes[depth] === byte) at++;
    const next = read(state, byte);
    if (next !== undefined) collect(entries, from, at, depth + 1, next, read, found);
  }
}
