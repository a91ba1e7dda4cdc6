import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';

/** What a model says after some tokens: the logit of every token of the vocabulary. */
export type LogitsAfter = (tokens: readonly Token[]) => readonly number[];

/** Logits that look random and depend on every token before, so that a wrong state gives other answers. */
export function scriptedLogits(vocabularySize: number, seed: number): LogitsAfter {
  return (tokens) => {
    let hash = seed;
    const next = (value: number): number =>
      (hash = (Math.imul(hash ^ value, 0x5bd1e995) ^ (hash >>> 13)) >>> 0);
    for (const token of tokens) next(token + 1);
    return Array.from({ length: vocabularySize }, (_, token) => (next(token) % 1000) / 100);
  };
}

/** The index of the largest number. */
export function largest(numbers: readonly number[]): number {
  return numbers.indexOf(Math.max(...numbers));
}

/** By how much all tokens together weigh more than the best. */
export function totalWeight(logits: readonly number[]): number {
  const most = Math.max(...logits);
  return logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
}

/** A sequence of a context, as far as a lane uses one, with a scripted model; throws where the context overflows. */
export class ScriptedSequence {
  contextTokens: Token[] = [];
  evaluations = 0;

  constructor(
    readonly contextSize: number,
    private readonly logitsAfter: LogitsAfter,
  ) {}

  /** As the type that a lane takes. */
  get sequence(): LlamaContextSequence {
    return this as unknown as LlamaContextSequence;
  }

  async controlledEvaluate(input: readonly ControlledEvaluateInputItem[]): Promise<unknown[]> {
    this.evaluations++;
    await Promise.resolve();
    return input.map((item) => {
      const [token, options] = Array.isArray(item) ? item : [item];
      this.#push(token);
      if (!options?.generateNext) return undefined;
      const logits = this.logitsAfter(this.contextTokens);
      return {
        next: {
          token: largest(logits) as Token,
          logits: new Map(logits.map((logit, id) => [id as Token, logit])),
          totalLogitWeight: totalWeight(logits),
        },
      };
    });
  }

  async evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void> {
    this.evaluations++;
    await Promise.resolve();
    for (const token of tokens) this.#push(token);
  }

  async eraseContextTokenRanges(ranges: readonly { start: number; end: number }[]): Promise<void> {
    await Promise.resolve();
    for (const { start, end } of ranges) this.contextTokens.splice(start, end - start);
  }

  #push(token: Token): void {
    this.contextTokens.push(token);
    if (this.contextTokens.length > this.contextSize) throw new Error('the context overflows');
  }
}
