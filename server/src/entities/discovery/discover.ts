import type { Passage } from '../../document/passage.ts';
import { passageSteps } from '../../document/passages.ts';
import type { ProseDocument } from '../../document/prose.ts';
import { readProseSteps } from '../../document/registry.ts';
import { pace } from '../../document/steps.ts';
import type { AskOptions } from '../../model/engine.ts';
import type { DiscoveredTypes } from '../../protocol.ts';
import { AskingRound } from '../askingRound.ts';
import type { DocumentSnapshot, ExtractRooms } from '../extract.ts';
import { PassageWork } from '../passageWork.ts';
import type { ResolvedType } from '../types.ts';
import { untilAborted } from '../../untilAborted.ts';
import { AskingClock } from './askingClock.ts';
import { EvidenceBook } from './evidence.ts';
import { inventory } from './inventory.ts';
import type { InventoryType } from './inventory.ts';
import { rankTypes } from './ranking.ts';
import { samplePassages } from './sampling.ts';
import { expectedQuestions, roundsOf, sampledPassages } from './schedule.ts';
import type { Round, Standing } from './schedule.ts';

export interface DiscoverOptions {
  /** In tokens. */
  readonly passageBudget: number;
  /** What each type of the inventory is found by in this document. */
  readonly resolve: (type: string) => ResolvedType;
  /** The annotation style that the model is asked in; absent: none. */
  readonly style?: string;
  readonly signal?: AbortSignal;
  /** Called after every answer; what has been found so far is worked out only when it is asked for. */
  readonly onProgress?: (found: () => DiscoveredTypes) => void;
}

/**
 * Finds out which types a document has mentions of, by asking the types of the {@link inventory} about a sample of
 * its passages; see {@link roundsOf} for what is asked and {@link rankTypes} for what becomes of the answers. These
 * go to the cache and come from it as an extraction's do, so that extracting a proposed type asks only about the
 * other passages.
 * @returns what was found until the end, or until the signal aborted
 * @throws {ModelError} when the model can't be asked
 */
export async function discover(
  document: DocumentSnapshot,
  options: DiscoverOptions,
  rooms: Omit<ExtractRooms, 'store'>,
): Promise<DiscoveredTypes> {
  const pacing = options.signal ? { signal: options.signal } : {};
  let discovery: Discovery | undefined;
  try {
    const prose = await pace(readProseSteps(document.languageId, document.text), pacing);
    const passages = await pace(passageSteps(prose, options.passageBudget), pacing);
    discovery = new Discovery(prose, passages, options, rooms);
    await discovery.run();
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
  return discovery?.found() ?? { proposals: [], progress: { asked: 0, total: 0 } };
}

class Discovery {
  readonly #sample: readonly Passage[];
  readonly #book: EvidenceBook;
  readonly #clock = new AskingClock();
  #roundsBegun = 0;

  constructor(
    private readonly prose: ProseDocument,
    private readonly passages: readonly Passage[],
    private readonly options: DiscoverOptions,
    private readonly rooms: Omit<ExtractRooms, 'store'>,
  ) {
    this.#sample = samplePassages(passages, sampledPassages);
    this.#book = new EvidenceBook(inventory);
  }

  async run(): Promise<void> {
    await this.rooms.cache.prepare();
    for (const round of roundsOf(inventory, this.#sample.length, () => this.#standing())) {
      this.#roundsBegun++;
      await this.#ask(round);
    }
  }

  found(): DiscoveredTypes {
    const open = this.#book.open + expectedQuestions(inventory, this.#sample.length, this.#roundsBegun);
    const etaMs = this.#clock.expect(open);
    const asked = this.#book.answered;
    return {
      proposals: rankTypes(this.#book.evidence(), this.passages.length),
      progress: { asked, total: asked + open, ...(etaMs !== undefined && { etaMs }) },
    };
  }

  #standing(): Standing {
    const ranking = rankTypes(this.#book.evidence(), this.passages.length);
    return {
      ranking: ranking.flatMap(({ name, similar }) => [name, ...similar]),
    };
  }

  async #ask({ types, passages }: Round): Promise<void> {
    const { cache, engine } = this.rooms;
    const { signal } = this.options;
    const asking: AskOptions = { priority: 'user', ...(signal && { signal }) };
    const pending = new Set(passages.flatMap((index) => this.#workOn(index, types)));
    const settle = (work: PassageWork): boolean => {
      if (work.isDone) pending.delete(work);
      return pending.has(work);
    };
    for (;;) {
      for (const work of pending) {
        work.recall(cache);
        settle(work);
      }
      if (pending.size === 0) break;
      const round = new AskingRound(pending, cache, { visible: () => [], isOpen: settle });
      try {
        for await (const answer of engine.ask(round.queries(), asking)) {
          this.#clock.answered();
          for (const work of round.take(answer)) settle(work);
          this.options.onProgress?.(() => this.found());
        }
      } finally {
        round.end();
      }
      if (round.others.length > 0) await untilAborted(Promise.race(round.others), signal);
    }
    this.options.onProgress?.(() => this.found());
  }

  #workOn(index: number, types: readonly InventoryType[]): PassageWork[] {
    const passage = this.#sample[index];
    if (!passage || types.length === 0) return [];
    const { resolve, style } = this.options;
    const { map } = this.prose;
    const kept = {
      ...map.toSource(passage),
      text: passage.text,
      foreign: undefined,
      gone: false,
      settledAs: undefined,
    };
    const work = new PassageWork(kept, passage, {
      modelKey: this.rooms.modelKey,
      types: types.map(({ name }) => resolve(name)),
      besides: [],
      policy: 'all',
      map,
      ...(style !== undefined && { style }),
    });
    this.#book.add(work, types);
    return [work];
  }
}
