import type { Token } from 'node-llama-cpp';
import type { QueryRequest } from './messages.ts';

/** A query with the tokens of its question, and those that its answer probably begins with. */
export interface WaitingQuery {
  readonly query: QueryRequest;
  readonly question: readonly Token[];
  readonly draft: readonly Token[];
}

/** What waits to be asked about one passage. */
export interface PassageGroup {
  readonly passage: string;
  /** Those with the fewest tokens to evaluate last. */
  readonly waiting: WaitingQuery[];
}

/**
 * Queries in the order in which their passages came. Those of one passage stay together, so that the passage
 * is evaluated once, and those of equal length follow each other, so that they fill one batch.
 */
export class PassageQueue {
  readonly #groups = new Map<string, PassageGroup>();

  get empty(): boolean {
    return this.#groups.size === 0;
  }

  add(query: QueryRequest, question: readonly Token[], draft: readonly Token[] = []): void {
    let group = this.#groups.get(query.passage);
    if (!group) this.#groups.set(query.passage, (group = { passage: query.passage, waiting: [] }));
    group.waiting.push({ query, question, draft });
    group.waiting.sort((a, b) => lengthOf(b) - lengthOf(a) || b.query.id - a.query.id);
  }

  /**
   * Takes the next query for a lane: of the passage that it holds; else of the oldest passage that has more
   * queries than its holders can ask at once; else of the oldest that nobody holds. A lane that joins another
   * pays for a copy of the other's state, one that opens a passage evaluates it.
   * @param own the passage that the lane holds
   * @param holders how many lanes hold each passage
   * @param mayOpen whether a passage that nobody holds may be taken
   */
  take(
    own: string | undefined,
    holders: ReadonlyMap<string | undefined, number> = new Map(),
    mayOpen = true,
  ): WaitingQuery | undefined {
    const group = (own === undefined ? undefined : this.#groups.get(own)) ?? this.#choose(holders, mayOpen);
    const next = group?.waiting.pop();
    if (group?.waiting.length === 0) this.#groups.delete(group.passage);
    return next;
  }

  #choose(holders: ReadonlyMap<string | undefined, number>, mayOpen: boolean): PassageGroup | undefined {
    let held: PassageGroup | undefined;
    let free: PassageGroup | undefined;
    for (const group of this.#groups.values()) {
      const count = holders.get(group.passage) ?? 0;
      if (count > 0 && group.waiting.length > count) return group;
      if (count > 0) held ??= group;
      else free ??= group;
      if (count === 0 && mayOpen) break;
    }
    return mayOpen ? (free ?? held) : held;
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

function lengthOf({ question, draft }: WaitingQuery): number {
  return question.length + draft.length;
}
