import type { EntityPair } from '../../model/entityPairs.ts';
import { ground } from '../ground.ts';
import { inventory } from './inventory.ts';
import type { TypeEvidence } from './proposal.ts';
import { canonicalName } from './similarNames.ts';

/** The field of types that the inventory does not know. */
const otherGroup = 'other';
/** A model that converses says no probabilities. */
const sure = 1;

interface Found {
  readonly type: string;
  readonly text: string;
}

/** What a conversing model named of a document: the mentions under the merged names of their types. */
export class ConversationBook {
  readonly #mentions = new Map<string, TypeEvidence['mentions'][number][]>();
  /** What the answer that is being given holds so far; read only when somebody wants to know. */
  #growing: { readonly passage: string; readonly read: () => readonly EntityPair[] } | undefined;
  #answers = 0;

  /** Whole answers so far. */
  get answers(): number {
    return this.#answers;
  }

  /** An answer about a passage has grown. */
  hear(passage: string, read: () => readonly EntityPair[]): void {
    this.#growing = { passage, read };
  }

  /** An answer about a passage is whole. */
  take(passage: string, pairs: readonly EntityPair[]): void {
    this.#growing = undefined;
    this.#answers++;
    enter(mentionsIn(passage, pairs), this.#mentions);
  }

  /** What was found of each type, in the growing answer too. */
  evidence(): TypeEvidence[] {
    const all = new Map([...this.#mentions].map(([type, mentions]) => [type, [...mentions]]));
    const growing = this.#growing;
    if (growing) enter(mentionsIn(growing.passage, growing.read()), all);
    const passagesAsked = this.#answers + (growing ? 1 : 0);
    return [...all].map(([name, mentions]) => {
      const known = inventory.find((type) => type.name === name);
      return { name, group: known?.group ?? otherGroup, isBroad: true, passagesAsked, mentions };
    });
  }
}

function enter(found: readonly Found[], into: Map<string, TypeEvidence['mentions'][number][]>): void {
  for (const { type, text } of found) {
    const known = into.get(type) ?? [];
    into.set(type, known);
    known.push({ text, score: sure });
  }
}

/** Where the named entities stand in their passage, under the merged names of their types. */
function mentionsIn(passage: string, pairs: readonly EntityPair[]): Found[] {
  const entities = new Map<string, { text: string; score: number }[]>();
  for (const { entity, type } of pairs) {
    const name = canonicalName(type);
    const known = entities.get(name) ?? [];
    entities.set(name, known);
    known.push({ text: entity, score: sure });
  }
  const answers = [...entities].map(([type, strings]) => ({ type, strings }));
  return ground(passage, answers, 'all').mentions.map(({ type, start, end }) => ({
    type,
    text: passage.slice(start, end),
  }));
}
