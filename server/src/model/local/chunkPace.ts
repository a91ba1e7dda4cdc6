/** No evaluation should take longer than this (ms), so that a cancellation is heard soon. */
const longest = 250;
/** How long an evaluation may take (ms) that was made longer. */
const aim = 200;
const smallest = 16;
/** Longer stretches of a passage are no cheaper a token on a processor. */
const usual = 128;
/** A short stretch costs twice as much a token as a long one, and the machine may be busy when the model is loaded. */
const doubtOfWarmUp = 4;
/** Evaluations that a change waits for: the quickest of them says what the machine can do. */
const remembered = 8;

/**
 * How many tokens are evaluated at once. Long passages are cut there, and small differences in the sums inside the
 * model can decide between two answers: so that runs cut alike, chunks are powers of two, begin with the usual one
 * where the machine allows it at all, and change only with what it can do at best, not with what it does beside.
 */
export class ChunkPace {
  readonly #most: number;
  #tokens: number;
  #rates: number[] = [];

  /** @param most tokens that the context takes at once */
  constructor(most: number) {
    this.#most = most;
    this.#tokens = Math.min(usual, most);
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Notes the first evaluation of warm weights, a short one. @param ms how long its tokens took */
  warmedUp(tokens: number, ms: number): void {
    const bearable = (doubtOfWarmUp * aim * tokens) / ms;
    this.#set(Math.min(usual, 2 ** Math.floor(Math.log2(bearable))));
  }

  /** Notes an evaluation of one lane; short ones say nothing about long ones. */
  took(tokens: number, ms: number): void {
    if (tokens < this.#tokens / 2) return;
    this.#rates.push(ms / tokens);
    if (this.#rates.length < remembered) return;
    const best = Math.min(...this.#rates);
    if (best * this.#tokens > longest) this.#set(this.#tokens / 2);
    else if (best * this.#tokens * 2 <= aim) this.#set(this.#tokens * 2);
    else this.#rates.shift();
  }

  #set(tokens: number): void {
    this.#tokens = Math.min(this.#most, Math.max(smallest, tokens));
    this.#rates = [];
  }
}
