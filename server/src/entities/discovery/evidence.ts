import type { FoundMention } from '../documentEntities.ts';
import type { PassageWork } from '../passageWork.ts';
import type { InventoryType } from './inventory.ts';
import type { TypeEvidence } from './proposal.ts';

/** Some types that one passage is asked about. */
interface Entry {
  readonly work: PassageWork;
  readonly types: readonly InventoryType[];
  readonly queries: number;
  /** Kept once all is answered. */
  settled?: EntryState;
}

interface EntryState {
  readonly types: ReadonlySet<string>;
  readonly mentions: readonly FoundMention[];
}

/** What the passages of a sample have answered so far, by type. */
export class EvidenceBook {
  readonly #types: readonly InventoryType[];
  readonly #entries: Entry[] = [];

  constructor(types: readonly InventoryType[]) {
    this.#types = types;
  }

  /** Follows the work on a passage from now on. */
  add(work: PassageWork, types: readonly InventoryType[]): void {
    this.#entries.push({ work, types, queries: work.openQueries().length });
  }

  /** Queries that are answered. */
  get answered(): number {
    return this.#entries.reduce((sum, { queries }) => sum + queries, 0) - this.open;
  }

  /** Queries that wait for an answer. */
  get open(): number {
    return this.#entries.reduce(
      (sum, { work, settled }) => sum + (settled ? 0 : work.openQueries().length),
      0,
    );
  }

  /** Of every type that was asked. */
  evidence(): TypeEvidence[] {
    const asked = new Map<string, number>();
    const mentions = new Map<string, FoundMention[]>();
    for (const found of this.#found()) {
      for (const name of found.types) asked.set(name, (asked.get(name) ?? 0) + 1);
      for (const mention of found.mentions) {
        const known = mentions.get(mention.type);
        if (known) known.push(mention);
        else mentions.set(mention.type, [mention]);
      }
    }
    return this.#types.flatMap((type) => {
      const passagesAsked = asked.get(type.name);
      if (passagesAsked === undefined) return [];
      return { ...type, passagesAsked, mentions: mentions.get(type.name) ?? [] };
    });
  }

  #found(): EntryState[] {
    return this.#entries.map((entry) => {
      if (entry.settled) return entry.settled;
      const { settled } = entry.work.ground();
      if (entry.work.isDone) entry.settled = settled;
      return settled;
    });
  }
}
