import { weakScore, type WireMention } from '../../server/src/protocol.ts';

/** How a mention looks: `weak` for a low score, `stale` for one whose text changed since it was asked. */
export type Tone = 'strong' | 'weak' | 'stale';

/** One look: an identity colour, a tone, and whether the mention lies within another. */
export interface Look {
  readonly slot: number;
  readonly tone: Tone;
  readonly nested: boolean;
}

/** A look as a key of a map. */
export function lookKey({ slot, tone, nested }: Look): string {
  return `${slot}:${tone}:${nested}`;
}

/**
 * Sorts mentions by how they look.
 * @param mentions in document order; of two that start together the longer first
 * @param slotOf the identity colour of a type
 */
export function groupByLook(
  mentions: readonly WireMention[],
  slotOf: (type: string) => number,
): Map<string, { readonly look: Look; readonly mentions: WireMention[] }> {
  const groups = new Map<string, { readonly look: Look; readonly mentions: WireMention[] }>();
  let reach = -1;
  for (const mention of mentions) {
    const look = { slot: slotOf(mention.type), tone: toneOf(mention), nested: mention.end <= reach };
    reach = Math.max(reach, mention.end);
    const key = lookKey(look);
    const group = groups.get(key);
    if (group) group.mentions.push(mention);
    else groups.set(key, { look, mentions: [mention] });
  }
  return groups;
}

function toneOf({ state, score }: WireMention): Tone {
  if (state === 'stale') return 'stale';
  return score < weakScore ? 'weak' : 'strong';
}
