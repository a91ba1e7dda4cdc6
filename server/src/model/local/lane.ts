import type {
  ControlledEvaluateIndexOutput,
  ControlledEvaluateInputItem,
  LlamaContextSequence,
  Token,
} from 'node-llama-cpp';
import type { AnswerOutcome } from '../engine.ts';
import type { AnswerDecoder } from './answerDecoder.ts';
import type { Want } from './want.ts';

/** One query on its way through the lanes. */
export interface Job {
  readonly id: number;
  readonly want: Want;
  readonly passageTokens: number;
  /** The whole prompt: the passage's turn and the question. */
  readonly prompt: readonly Token[];
  /** Tokens that the answer probably begins with; see {@link Lane.step}. */
  readonly draft: readonly Token[];
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

/** How far a job has come. */
interface Run {
  readonly job: Job;
  /** Tokens that are to be evaluated next: the rest of the prompt, or the token chosen last. */
  input: Token[];
  /** Tokens that are evaluated with the input, in the hope that they are what follows it. */
  draft: readonly Token[];
  /** After a refused token: that token, the most probable one, and those to choose from. */
  choices?: { readonly refused: Token; readonly allowed: readonly Token[] } | undefined;
  answerTokens: number;
}

/**
 * One sequence of the context, and the query it works on. A lane keeps the state of the last prompt, so that
 * the next question on the same passage costs its own tokens only.
 */
export class Lane {
  #run: Run | undefined;

  constructor(
    private readonly sequence: LlamaContextSequence,
    private readonly copy: CopyState,
  ) {}

  get job(): Job | undefined {
    return this.#run?.job;
  }

  /** Tokens that the lane's state holds. */
  get tokens(): readonly Token[] {
    return this.sequence.contextTokens;
  }

  /** Tokens of the prompt that are not evaluated yet; while the answer is decoded, the one that was chosen last. */
  get unread(): number {
    return this.#run?.input.length ?? 0;
  }

  /** How many tokens the next step evaluates. */
  get waiting(): number {
    return this.#run ? this.#run.input.length + this.#run.draft.length : 0;
  }

  /** Takes a job, and rewinds to what its prompt shares with the lane's state. */
  async begin(job: Job): Promise<void> {
    const shared = Math.min(commonLength(this.tokens, job.prompt), job.prompt.length - 1);
    this.#run = { job, input: job.prompt.slice(shared), draft: job.draft, answerTokens: 0 };
    await this.#rewind(shared);
  }

  /** Gives up the job, if any; the state stays. */
  drop(): void {
    this.#run = undefined;
  }

  /** Evaluates tokens that belong to no job, on top of the lane's state. */
  async evaluate(tokens: readonly Token[]): Promise<void> {
    await this.sequence.evaluateWithoutGeneratingNewTokens([...tokens]);
  }

  /** Evaluates the first `count` tokens of the prompt's rest, without an answer. */
  async prefill(count: number): Promise<void> {
    await this.sequence.evaluateWithoutGeneratingNewTokens(this.#run?.input.splice(0, count) ?? []);
  }

  /** Takes over the first `length` tokens of another lane's state. @returns whether that worked. */
  async copyState(other: Lane, length: number): Promise<boolean> {
    const copied = await this.copy(other.sequence, this.sequence, length);
    if (!copied) await this.#rewind(0);
    return copied;
  }

  /** Takes over another lane's state and its job, so that busy lanes stand side by side. */
  async takeOver(other: Lane): Promise<void> {
    if (!(await this.copyState(other, other.tokens.length))) return;
    this.#run = other.#run;
    other.#run = undefined;
  }

  /**
   * Evaluates the lane's input and takes the token that follows; with a draft, all that follow as drafted and one
   * more, the same as would have been taken one by one (source: Leviathan et al., "Fast Inference from Transformers
   * via Speculative Decoding", ICML 2023; greedy, and an earlier answer drafts).
   * @param filler how many tokens that mean nothing are evaluated after the others, so that all lanes evaluate as many
   * @returns the finished job when the answer is complete or can't go on.
   */
  async step(filler = 0): Promise<FinishedJob | undefined> {
    const run = this.#run;
    const [any] = run?.input ?? [];
    if (!run || any === undefined) return undefined;
    const { input, draft, choices } = run;
    const generateNext = choices
      ? { logits: { filter: { tokens: [choices.refused, ...choices.allowed] } }, totalLogitWeight: true }
      : greedy;
    const asking = (token: Token): ControlledEvaluateInputItem => [token, { generateNext }];
    const given = input.slice(0, -1);
    const asked = [...input.slice(-1), ...draft];
    const fill = Math.max(
      0,
      Math.min(filler, this.sequence.contextSize - this.tokens.length - this.waiting - 1),
    );
    const outputs = await this.sequence.controlledEvaluate([
      ...given,
      ...asked.map(asking),
      ...Array.from({ length: fill }, () => any),
    ]);
    if (this.#run !== run) return undefined;
    run.draft = [];
    let held = this.tokens.length - fill - draft.length;
    for (const [index, token] of asked.entries()) {
      const ended = this.#take(run, token, outputs[given.length + index]?.next, held);
      if (ended) return ended;
      if (run.choices || run.input[0] !== draft[index]) break;
      held++;
    }
    await this.#rewind(run.choices ? held - 1 : held);
    return undefined;
  }

  /**
   * Takes the token that follows an evaluated one, or prepares to choose another where the answer refuses it.
   * @param held how many tokens the state holds up to the evaluated one
   * @returns the finished job when the answer is complete or can't go on.
   */
  #take(
    run: Run,
    after: Token,
    output: ControlledEvaluateIndexOutput['next'] | undefined,
    held: number,
  ): FinishedJob | undefined {
    const { job, choices } = run;
    const chosen = choices ? bestOf(choices.allowed, output?.logits) : output?.token;
    if (!output?.totalLogitWeight || chosen === undefined || chosen === null)
      return this.#finish(run, 'truncated');
    const below = choices ? logitOf(choices.refused, output.logits) - logitOf(chosen, output.logits) : 0;
    const probability = Math.exp(-below) / output.totalLogitWeight;

    const step = job.decoder.take(chosen, probability);
    if (step === 'refused') {
      run.choices = { refused: chosen, allowed: job.decoder.allowed() };
      run.input = [after];
      return undefined;
    }
    run.answerTokens++;
    run.choices = undefined;
    run.input = [chosen];
    if (step === 'complete') return this.#finish(run, 'complete');
    return held + 2 >= this.sequence.contextSize ? this.#finish(run, 'truncated') : undefined;
  }

  #finish({ job, answerTokens }: Run, outcome: AnswerOutcome): FinishedJob {
    this.drop();
    return { job, outcome, answerTokens };
  }

  async #rewind(length: number): Promise<void> {
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
