import type { PackedMentions, PanelMention } from '../messages.ts';

/** The mentions that the host packed. */
export function unpackMentions(packed: PackedMentions): PanelMention[] {
  const stale = new Set(packed.stale);
  return Array.from(packed.ids, (id, index) => {
    const text = packed.text[index] ?? 0;
    return {
      id,
      type: packed.types[packed.type[index] ?? 0] ?? '',
      text: packed.texts[text] ?? '',
      entity: packed.entities[text] ?? '',
      start: packed.starts[index] ?? 0,
      score: (packed.scores[index] ?? 0) / 100,
      stale: stale.has(id),
    };
  });
}
