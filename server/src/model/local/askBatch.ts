import type { Answer, AskOptions, Query } from '../engine.ts';
import { type Want, wantOf } from './want.ts';

/** One call of `ask`: its queries that wait, taken when there is room, and its answers on their way to the reader. */
export class AskBatch {
  readonly #answers: Answer[] = [];
  readonly #queries: Iterator<Query>;
  /** Taken from the iterable, and not handed out yet. */
  #upcoming: Query | undefined;
  #decidedAt = 0;
  /** What the query that was handed out last is about. */
  #passage: string | undefined;
  /** What the first query is about. */
  #firstPassage: string | undefined;
  #exhausted = false;
  #unanswered = 0;
  #error: unknown;
  #wake: () => void = () => undefined;

  constructor(
    queries: Iterable<Query>,
    private readonly options: Pick<AskOptions, 'priority' | 'viewedSince'> = {},
  ) {
    this.#queries = queries[Symbol.iterator]();
  }

  get hasWaiting(): boolean {
    return this.#peek() !== undefined;
  }

  /** How soon the next query is wanted; absent when none waits. */
  get want(): Want | undefined {
    const next = this.#peek();
    if (!next) return undefined;
    const isFirst = next.passage === (this.#firstPassage ?? next.passage);
    return wantOf(next, this.options.priority ?? 'user', isFirst);
  }

  /** Whether another query might be the next if that had not been decided already. */
  get isOvertaken(): boolean {
    return this.hasWaiting && (this.options.viewedSince?.() ?? 0) > this.#decidedAt;
  }

  /** Whether the next query is about the same passage as the one that was handed out last. */
  get isWithinPassage(): boolean {
    return this.#passage !== undefined && this.#peek()?.passage === this.#passage;
  }

  /** Takes queries of one passage, `most` at the most, so that they reach the model together. */
  take(most: number): readonly Query[] {
    const taken: Query[] = [];
    while (taken.length < most) {
      const next = this.#peek();
      if (!next || (taken[0] && next.passage !== taken[0].passage)) break;
      taken.push(next);
      this.#upcoming = undefined;
    }
    this.#passage = taken.at(-1)?.passage;
    this.#firstPassage ??= this.#passage;
    this.#unanswered += taken.length;
    return taken;
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
    this.#exhausted = true;
    this.#upcoming = undefined;
    this.#wake();
  }

  /** Yields answers as they come, until all queries are answered or the batch failed. */
  async *read(): AsyncGenerator<Answer, void, undefined> {
    for (;;) {
      const answer = this.#answers.shift();
      if (answer) yield answer;
      else if (this.#error !== undefined) throw this.#error as Error;
      else if (this.#unanswered === 0 && !this.hasWaiting) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #peek(): Query | undefined {
    if (this.#upcoming || this.#exhausted) return this.#upcoming;
    try {
      const { done, value } = this.#queries.next();
      if (done) this.#exhausted = true;
      else this.#upcoming = value;
      this.#decidedAt = performance.now();
    } catch (error) {
      this.fail(error);
    }
    return this.#upcoming;
  }
}
