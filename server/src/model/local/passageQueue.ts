import type { Token } from 'node-llama-cpp';
import type { QueryRequest } from './messages.ts';

/** What waits to be asked about one passage. */
export interface PassageGroup {
  readonly passage: string;
  /** Waiting queries with the tokens of their questions, the shortest question last. */
  readonly waiting: { readonly query: QueryRequest; readonly question: readonly Token[] }[];
}

/**
 * Queries in the order in which their passages came. Those of one passage stay together, so that the passage
 * is evaluated once, and questions of equal length follow each other, so that they fill one batch.
 */
export class PassageQueue {
  readonly #groups = new Map<string, PassageGroup>();

  get empty(): boolean {
    return this.#groups.size === 0;
  }

  add(query: QueryRequest, question: readonly Token[]): void {
    let group = this.#groups.get(query.passage);
    if (!group) this.#groups.set(query.passage, (group = { passage: query.passage, waiting: [] }));
    group.waiting.push({ query, question });
    group.waiting.sort((a, b) => b.question.length - a.question.length || b.query.id - a.query.id);
  }

  /** Takes the next query: of `preferred`, where that passage has one, else of the oldest passage. */
  take(preferred: string | undefined): PassageGroup['waiting'][number] | undefined {
    const group =
      (preferred === undefined ? undefined : this.#groups.get(preferred)) ??
      this.#groups.values().next().value;
    const next = group?.waiting.pop();
    if (group?.waiting.length === 0) this.#groups.delete(group.passage);
    return next;
  }

  /** Forgets queries. @returns the ids of those that were waiting. */
  cancel(ids: ReadonlySet<number>): void {
    for (const group of this.#groups.values()) {
      const left = group.waiting.filter(({ query }) => !ids.has(query.id));
      group.waiting.splice(0, group.waiting.length, ...left);
      if (left.length === 0) this.#groups.delete(group.passage);
    }
  }
}
