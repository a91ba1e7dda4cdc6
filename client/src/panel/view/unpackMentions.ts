import type { RuleOrigin } from '../../../../server/src/protocol.ts';
import type { PackedMentions, PanelMention } from '../messages.ts';

/** The mentions that the host packed. */
export function unpackMentions(packed: PackedMentions): PanelMention[] {
  const stale = new Set(packed.stale);
  const foundBy = new Map<number, RuleOrigin>();
  for (const id of packed.pattern) foundBy.set(id, 'pattern');
  for (const id of packed.term) foundBy.set(id, 'term');
  return Array.from(packed.ids, (id, index) => {
    const text = packed.text[index] ?? 0;
    const rule = foundBy.get(id);
    return {
      id,
      type: packed.types[packed.type[index] ?? 0] ?? '',
      text: packed.texts[text] ?? '',
      entity: packed.entities[text] ?? '',
      start: packed.starts[index] ?? 0,
      score: packed.scores[index] ?? 0,
      ...(rule && { foundBy: rule }),
      stale: stale.has(id),
    };
  });
}
