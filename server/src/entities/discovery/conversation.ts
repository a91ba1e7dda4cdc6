import type { Passage } from '../../document/passage.ts';
import { dataConstructionPrompt } from '../../model/dataConstruction.ts';
import type { DataConstructionPrompt } from '../../model/dataConstruction.ts';
import { readEntityPairs } from '../../model/entityPairs.ts';
import type { DiscoveredTypes } from '../../protocol.ts';
import { ground } from '../ground.ts';
import { AskingClock } from './askingClock.ts';
import { inventory } from './inventory.ts';
import type { TypeEvidence } from './proposal.ts';
import { rankTypes } from './ranking.ts';
import { samplePassages } from './sampling.ts';
import { sampledPassages } from './schedule.ts';
import { canonicalName } from './similarNames.ts';

/** The field of types that the inventory does not know. */
const otherGroup = 'other';
/** A model that converses says no probabilities. */
const sure = 1;

export interface ConversationOptions {
  /** Has an instruct model answer; rejects when the signal aborts. */
  readonly generate: (prompt: DataConstructionPrompt, signal?: AbortSignal) => Promise<string>;
  readonly signal?: AbortSignal;
  /** Called after every answer. */
  readonly onProgress?: (found: () => DiscoveredTypes) => void;
}

/**
 * Finds out which types a document has mentions of by the data construction prompt: an instruct model names the
 * entities of sampled passages and their types, in its own words. Types of similar names are merged, see
 * {@link canonicalName}; entities that stand nowhere in their passage are dropped.
 * @param passages of the document, in its order
 * @returns what was found until the end, or until the signal aborted
 * @throws what `generate` throws otherwise
 */
export async function discoverInConversation(
  passages: readonly Passage[],
  { generate, signal, onProgress }: ConversationOptions,
): Promise<DiscoveredTypes> {
  const sample = samplePassages(passages, sampledPassages);
  const clock = new AskingClock(1);
  const mentions = new Map<string, TypeEvidence['mentions'][number][]>();
  let asked = 0;
  const found = (): DiscoveredTypes => {
    const etaMs = clock.expect(sample.length - asked);
    return {
      proposals: rankTypes(evidenceOf(mentions, asked), passages.length),
      progress: { asked, total: sample.length, ...(etaMs !== undefined && { etaMs }) },
    };
  };
  clock.begin();
  try {
    for (const { text } of sample) {
      signal?.throwIfAborted();
      const output = await generate(dataConstructionPrompt(text), signal);
      asked++;
      clock.answered();
      for (const { type, text: mention } of mentionsIn(text, output)) {
        const known = mentions.get(type) ?? [];
        mentions.set(type, known);
        known.push({ text: mention, score: sure });
      }
      onProgress?.(found);
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  return found();
}

/** Where the entities of an answer stand in their passage, under the merged names of their types. */
function mentionsIn(passage: string, output: string): { type: string; text: string }[] {
  const entities = new Map<string, { text: string; score: number }[]>();
  for (const { entity, type } of readEntityPairs(output, passage)) {
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

function evidenceOf(
  mentions: ReadonlyMap<string, TypeEvidence['mentions']>,
  passagesAsked: number,
): TypeEvidence[] {
  return [...mentions].map(([name, found]) => {
    const known = inventory.find((type) => type.name === name);
    return { name, group: known?.group ?? otherGroup, isBroad: true, passagesAsked, mentions: found };
  });
}
