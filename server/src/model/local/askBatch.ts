import type { Answer, Query } from '../engine.ts';

/** One call of `ask`: its queries that wait, and its answers on their way to the reader. */
export class AskBatch {
  readonly #answers: Answer[] = [];
  #next = 0;
  #unanswered: number;
  #error: unknown;
  #wake: () => void = () => undefined;

  constructor(private readonly queries: readonly Query[]) {
    this.#unanswered = queries.length;
  }

  get hasWaiting(): boolean {
    return this.#next < this.queries.length;
  }

  /** Takes queries of one passage, `most` at the most, so that they reach the model together. */
  take(most: number): readonly Query[] {
    const passage = this.queries[this.#next]?.passage;
    const start = this.#next;
    while (this.#next - start < most && this.hasWaiting && this.queries[this.#next]?.passage === passage)
      this.#next++;
    return this.queries.slice(start, this.#next);
  }

  deliver(answer: Answer): void {
    if (this.#error !== undefined) return;
    this.#answers.push(answer);
    this.#unanswered--;
    this.#wake();
  }

  /** Ends the batch at once: what was answered and is not read yet is dropped. */
  abort(reason: unknown): void {
    this.#answers.length = 0;
    this.fail(reason);
  }

  /** Ends the batch with an error; the answers that came before it are still read. */
  fail(error: unknown): void {
    this.#error ??= error;
    this.#next = this.queries.length;
    this.#wake();
  }

  /** Yields answers as they come, until all queries are answered or the batch failed. */
  async *read(): AsyncGenerator<Answer, void, undefined> {
    for (;;) {
      const answer = this.#answers.shift();
      if (answer) yield answer;
      else if (this.#error !== undefined) throw this.#error as Error;
      else if (this.#unanswered === 0) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
