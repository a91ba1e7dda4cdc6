import type { Token } from 'node-llama-cpp';
import type { AnswerString } from '../engine.ts';
import type { AnswerGrammar, AnswerState } from './answerGrammar.ts';
import { TokenTree } from './tokenTree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a token did to an answer: it leaves the language (and was not taken), or the answer goes on, or is complete. */
export type Step = 'refused' | 'more' | 'complete';

/** Reads one answer token by token, and keeps the strings with their scores. */
export class AnswerDecoder {
  readonly #bytes: number[] = [];
  readonly #scores: number[] = [];
  #strings: string[] = [];
  #state: AnswerState;

  constructor(
    private readonly grammar: AnswerGrammar,
    private readonly vocabulary: Vocabulary,
  ) {
    this.#state = grammar.start();
  }

  /**
   * Takes the next token where the grammar allows it.
   * @param probability what the unconstrained model gave to the token, from 0 to 1.
   */
  take(token: Token, probability: number): Step {
    if (this.vocabulary.isEnd(token)) return this.#state.phase === 'string' ? 'refused' : 'complete';
    const bytes = this.vocabulary.bytes(token);
    const next = bytes && bytes.length > 0 ? this.grammar.read(this.#state, bytes) : undefined;
    if (!bytes || !next) return 'refused';
    const last = next.phase === 'string' ? next.closed : next.closed - 1;
    for (let string = this.#state.closed; string <= last; string++)
      this.#scores[string] = Math.min(this.#scores[string] ?? 1, probability);
    this.#bytes.push(...bytes);
    const closed = next.closed > this.#state.closed;
    this.#state = next;
    if (closed && this.#readStrings()) return 'complete';
    return next.phase === 'end' ? 'complete' : 'more';
  }

  /** All tokens that the grammar allows next, in no order; none where the vocabulary lacks the byte that has to follow. */
  allowed(): Token[] {
    const allowed = TokenTree.of(this.vocabulary).readable(this.#state, (state, byte) =>
      this.grammar.read(state, [byte]),
    );
    if (this.#state.phase !== 'string') allowed.push(this.vocabulary.end);
    return allowed;
  }

  /** The strings that were closed so far, each once, in the order of the answer. */
  strings(): AnswerString[] {
    return this.#strings.map((text, index) => ({ text, score: this.#scores[index] ?? 0 }));
  }

  /** Parses what stands closed. Returns whether the last string was there before: a loop, which ends the answer. */
  #readStrings(): boolean {
    const text = Buffer.from(this.#bytes.slice(0, this.#state.closedLength)).toString('utf8');
    const strings = JSON.parse(`${text}]`) as string[];
    const repeated = new Set(strings).size < strings.length;
    this.#strings = repeated ? strings.slice(0, -1) : strings;
    return repeated;
  }
}
