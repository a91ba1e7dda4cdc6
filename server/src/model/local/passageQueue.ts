import type { Token } from 'node-llama-cpp';
import type { QueryRequest } from './messages.ts';
import { compareWants, type Want } from './want.ts';

/** A query with the tokens of its question, and those that its answer probably begins with. */
export interface WaitingQuery {
  readonly query: QueryRequest;
  readonly question: readonly Token[];
  readonly draft: readonly Token[];
}

/** What waits to be asked about one passage. */
export interface PassageGroup {
  readonly passage: string;
  /** Of the query that is wanted soonest. */
  want: Want;
  /** Those with the fewest tokens to evaluate last. */
  readonly waiting: WaitingQuery[];
}

/** What a lane can be given. */
export interface LaneOffer {
  /** The passage that the lane holds. */
  readonly own?: string | undefined;
  /** How many lanes hold each passage; absent: none holds any. */
  readonly holders?: ReadonlyMap<string | undefined, number>;
  /** Whether a passage that nobody holds may be taken; default `true`. */
  readonly mayOpen?: boolean;
  /** Nothing that is wanted later than this; absent: anything. */
  readonly upTo?: Want | undefined;
}

/**
 * Queries by how soon their passages are wanted, else in the order in which these came. Those of one passage stay
 * together, so that the passage is evaluated once, and those of equal length follow each other, so that they fill one
 * batch.
 */
export class PassageQueue {
  readonly #groups = new Map<string, PassageGroup>();

  get empty(): boolean {
    return this.#groups.size === 0;
  }

  /** What is wanted soonest; absent when nothing waits. */
  get soonest(): Want | undefined {
    return this.#sorted().at(0)?.want;
  }

  add(query: QueryRequest, question: readonly Token[], draft: readonly Token[] = []): void {
    const { passage, want } = query;
    let group = this.#groups.get(passage);
    if (!group) this.#groups.set(passage, (group = { passage, want, waiting: [] }));
    if (compareWants(want, group.want) < 0) group.want = want;
    group.waiting.push({ query, question, draft });
    group.waiting.sort((a, b) => lengthOf(b) - lengthOf(a) || b.query.id - a.query.id);
  }

  /**
   * Takes the next query for a lane, of what is wanted soonest and has one for it: of the passage that it holds; else of
   * the oldest passage that has more queries than its holders can ask at once; else of the oldest that nobody holds. A
   * lane that joins another pays for a copy of the other's state, one that opens a passage evaluates it.
   */
  take({ own, holders = new Map(), mayOpen = true, upTo }: LaneOffer): WaitingQuery | undefined {
    let group: PassageGroup | undefined;
    for (const equals of this.#byWant()) {
      const [first] = equals;
      if (group || (upTo && first && compareWants(first.want, upTo) > 0)) break;
      group = equals.find(({ passage }) => passage === own) ?? choose(equals, holders, mayOpen);
    }
    const next = group?.waiting.pop();
    if (group?.waiting.length === 0) this.#groups.delete(group.passage);
    return next;
  }

  #sorted(): PassageGroup[] {
    return [...this.#groups.values()].sort((a, b) => compareWants(a.want, b.want));
  }

  /** Groups that are wanted equally, the soonest wanted first. */
  #byWant(): PassageGroup[][] {
    const all: PassageGroup[][] = [];
    for (const group of this.#sorted()) {
      const before = all.at(-1);
      const isEqual = before?.[0] && compareWants(before[0].want, group.want) === 0;
      if (isEqual) before.push(group);
      else all.push([group]);
    }
    return all;
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

/** Of passages that are wanted equally the one that a lane takes on. */
function choose(
  groups: readonly PassageGroup[],
  holders: ReadonlyMap<string | undefined, number>,
  mayOpen: boolean,
): PassageGroup | undefined {
  let held: PassageGroup | undefined;
  let free: PassageGroup | undefined;
  for (const group of groups) {
    const count = holders.get(group.passage) ?? 0;
    if (count > 0 && group.waiting.length > count) return group;
    if (count > 0) held ??= group;
    else free ??= group;
    if (count === 0 && mayOpen) break;
  }
  return mayOpen ? (free ?? held) : held;
}

function lengthOf({ question, draft }: WaitingQuery): number {
  return question.length + draft.length;
}
