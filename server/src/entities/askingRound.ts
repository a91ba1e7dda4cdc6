import equal from 'fast-deep-equal';
import { type Span, overlaps } from '../document/span.ts';
import type { Answer, Query } from '../model/engine.ts';
import type { AnswerCache, KnownAnswer } from './cache.ts';
import type { OpenQuery, PassageWork } from './passageWork.ts';

/** How an extraction takes part in a round. */
export interface RoundHost {
  /** What the user sees now, in the source as it stands now. */
  visible(): readonly Span[];
  /** Looks at a passage whose turn it is. @returns whether it has still something to ask */
  isOpen(work: PassageWork): boolean;
}

interface AskedQuery {
  /** Passages of the same text share a query. */
  readonly works: Set<PassageWork>;
  readonly end: (answer?: KnownAnswer) => void;
}

/** What the user sees. */
interface View {
  readonly spans: readonly Span[];
  /** In milliseconds. */
  readonly since: number;
  /** Whether nothing waits there any more. */
  isDone: boolean;
}

/**
 * One round of questions about all passages that have some. What comes next is decided when the model has room for
 * it: what the user sees at that moment, else the first in document order.
 */
export class AskingRound {
  readonly #waiting: Set<PassageWork>;
  readonly #cache: AnswerCache;
  readonly #host: RoundHost;
  /** All passages of a text are about to be asked together, however many there are. */
  readonly #sameText = new Map<string, PassageWork[]>();
  readonly #asked = new Map<string, AskedQuery>();
  readonly #others: Promise<void>[] = [];
  #view: View = { spans: [], since: 0, isDone: true };

  /** @param works in document order */
  constructor(works: Iterable<PassageWork>, cache: AnswerCache, host: RoundHost) {
    this.#waiting = new Set(works);
    this.#cache = cache;
    this.#host = host;
    for (const work of this.#waiting) {
      const same = this.#sameText.get(work.text);
      if (same) same.push(work);
      else this.#sameText.set(work.text, [work]);
    }
  }

  /** Queries that other extractions are asking: when each of them ends. */
  get others(): readonly Promise<void>[] {
    return this.#others;
  }

  /** When what the user sees changed last, in milliseconds. */
  get viewedSince(): number {
    return this.#look().since;
  }

  /** The queries of the round, each claimed when it is taken. */
  *queries(): Generator<OpenQuery, void, undefined> {
    for (let next = this.#next(); next; next = this.#next()) {
      const { work, seenSince } = next;
      const works = this.#sameText.get(work.text) ?? [work];
      if (!this.#host.isOpen(work)) {
        this.#waiting.delete(work);
        continue;
      }
      let isInterrupted = false;
      for (const query of work.openQueries()) {
        isInterrupted = this.#isOvertaken(work, seenSince);
        if (isInterrupted) break;
        // Answered for others while this query waited for room: the next round takes it from the cache.
        if (this.#cache.get(query.key, query.passage)) continue;
        const key = keyOf(query);
        const asked = this.#asked.get(key);
        const claim = asked ? undefined : this.#cache.claim(query.key, query.passage);
        if (asked) for (const same of works) asked.works.add(same);
        else if (claim?.isMine) {
          this.#asked.set(key, { works: new Set(works), end: claim.end });
          const expected = work.expected(query, this.#cache);
          yield { ...query, expected, ...(seenSince !== undefined && { seenSince }) };
        } else if (claim) this.#others.push(claim.ended);
      }
      if (!isInterrupted) for (const same of works) this.#waiting.delete(same);
    }
  }

  /** Takes an answer to one of the queries. @returns the passages that it is about */
  take({ query, strings, outcome }: Answer): Iterable<PassageWork> {
    const asked = this.#asked.get(keyOf(query));
    if (!asked) return [];
    this.#asked.delete(keyOf(query));
    const answer = outcome === 'failed' ? undefined : { strings, outcome };
    asked.end(answer);
    for (const work of asked.works) work.take(query, answer);
    return asked.works;
  }

  /** Ends the round: what has no answer yet can be claimed by others. */
  end(): void {
    for (const { end } of this.#asked.values()) end();
    this.#asked.clear();
  }

  #next(): { work: PassageWork; seenSince?: number } | undefined {
    const visible = this.#firstVisible();
    if (visible) return { work: visible, seenSince: this.#view.since };
    const [first] = this.#waiting;
    return first && { work: first };
  }

  /** Whether something else that waits came into view since a passage had its turn. */
  #isOvertaken(work: PassageWork, seenSince = 0): boolean {
    if (this.#look().since <= seenSince) return false;
    const visible = this.#firstVisible();
    return visible !== undefined && visible !== work;
  }

  /** The first of those that wait that the user sees. */
  #firstVisible(): PassageWork | undefined {
    const view = this.#look();
    if (view.isDone) return undefined;
    for (const work of this.#waiting) if (view.spans.some((span) => overlaps(work.kept, span))) return work;
    view.isDone = true;
    return undefined;
  }

  #look(): View {
    const spans = this.#host.visible();
    if (!equal(spans, this.#view.spans)) this.#view = { spans, since: performance.now(), isDone: false };
    return this.#view;
  }
}

function keyOf({ type, passage }: Query): string {
  return `${type}\0${passage}`;
}
