import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';
import type { AnswerOutcome } from '../engine.ts';
import type { AnswerDecoder } from './answerDecoder.ts';

/** One query on its way through the lanes. */
export interface Job {
  readonly id: number;
  readonly passageTokens: number;
  /** The whole prompt: the passage's turn and the question. */
  readonly prompt: readonly Token[];
  readonly decoder: AnswerDecoder;
}

/** A job that ended, with the number of tokens that were decoded for it. */
export interface FinishedJob {
  readonly job: Job;
  readonly outcome: AnswerOutcome;
  readonly answerTokens: number;
}

/** Greedy decoding: the best token, and the sum from which its probability follows (1 / sum). */
const greedy = { token: true, totalLogitWeight: true } as const;

/**
 * One sequence of the context, and the query it works on. A lane keeps the state of the last prompt, so that
 * the next question on the same passage costs its own tokens only.
 */
export class Lane {
  #job: Job | undefined;
  /** Tokens that are to be evaluated next: the rest of the prompt, or the token chosen last. */
  #input: Token[] = [];
  /** After a refused token: that token, the most probable one, and those to choose from. */
  #choices: { readonly refused: Token; readonly allowed: readonly Token[] } | undefined;
  #answerTokens = 0;

  constructor(private readonly sequence: LlamaContextSequence) {}

  get job(): Job | undefined {
    return this.#job;
  }

  /** Tokens that the lane's state holds. */
  get tokens(): readonly Token[] {
    return this.sequence.contextTokens;
  }

  /** How many tokens the next evaluation takes. */
  get inputLength(): number {
    return this.#input.length;
  }

  /** Whether the answer has begun, so that the next evaluation takes one token. */
  get decoding(): boolean {
    return this.#job !== undefined && (this.#answerTokens > 0 || this.#choices !== undefined);
  }

  /** Takes a job, and rewinds to what its prompt shares with the lane's state. */
  async begin(job: Job): Promise<void> {
    const shared = Math.min(commonLength(this.tokens, job.prompt), job.prompt.length - 1);
    await this.rewind(shared);
    this.#job = job;
    this.#input = job.prompt.slice(shared);
    this.#choices = undefined;
    this.#answerTokens = 0;
  }

  /** Gives up the job, if any; the state stays. */
  drop(): void {
    this.#job = undefined;
    this.#input = [];
  }

  /** Evaluates the first `count` tokens of the prompt's rest, without an answer. */
  async prefill(count: number): Promise<void> {
    await this.sequence.evaluateWithoutGeneratingNewTokens(this.#input.splice(0, count));
  }

  /** Takes over the state of another lane up to `length` tokens. */
  async copyFrom(other: Lane, length: number, copy: CopyState): Promise<void> {
    if (!(await copy(other.sequence, this.sequence, length))) await this.rewind(0);
  }

  /**
   * Evaluates the lane's input and takes the token that follows.
   * @returns the finished job when the answer is complete or can't go on.
   */
  async step(): Promise<FinishedJob | undefined> {
    const job = this.#job;
    const last = this.#input.at(-1);
    if (!job || last === undefined) return undefined;
    const choices = this.#choices;
    const generateNext = choices
      ? { logits: { filter: { tokens: [choices.refused, ...choices.allowed] } }, totalLogitWeight: true }
      : greedy;
    const input: ControlledEvaluateInputItem[] = [...this.#input.slice(0, -1), [last, { generateNext }]];
    const output = (await this.sequence.controlledEvaluate(input)).at(-1)?.next;
    const chosen = choices ? bestOf(choices.allowed, output?.logits) : output?.token;
    if (this.#job !== job) return undefined;
    if (!output?.totalLogitWeight || chosen === undefined || chosen === null)
      return this.#finish(job, 'truncated');
    const below = choices ? logitOf(choices.refused, output.logits) - logitOf(chosen, output.logits) : 0;
    const probability = Math.exp(-below) / output.totalLogitWeight;

    const step = job.decoder.take(chosen, probability);
    if (step === 'refused') {
      this.#choices = { refused: chosen, allowed: job.decoder.allowed() };
      await this.rewind(this.tokens.length - 1);
      this.#input = [last];
      return undefined;
    }
    this.#answerTokens++;
    this.#choices = undefined;
    this.#input = [chosen];
    if (step === 'complete') return this.#finish(job, 'complete');
    return this.tokens.length + 2 >= this.sequence.contextSize ? this.#finish(job, 'truncated') : undefined;
  }

  #finish(job: Job, outcome: AnswerOutcome): FinishedJob {
    const answerTokens = this.#answerTokens;
    this.drop();
    return { job, outcome, answerTokens };
  }

  private async rewind(length: number): Promise<void> {
    const end = this.tokens.length;
    if (length < end) await this.sequence.eraseContextTokenRanges([{ start: length, end }]);
  }
}

/** Copies the state of one sequence up to a length; `false` when it could not. */
export type CopyState = (
  from: LlamaContextSequence,
  to: LlamaContextSequence,
  length: number,
) => Promise<boolean>;

/** How many tokens two prompts share at their start. */
export function commonLength(a: readonly Token[], b: readonly Token[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}

type Logits = ReadonlyMap<Token, number> | undefined;

function logitOf(token: Token, logits: Logits): number {
  return logits?.get(token) ?? -Infinity;
}

function bestOf(tokens: readonly Token[], logits: Logits): Token | undefined {
  let best: Token | undefined;
  for (const token of tokens)
    if (best === undefined || logitOf(token, logits) > logitOf(best, logits)) best = token;
  return best;
}
