import type { EntitiesSummary } from '../protocol.ts';

/** How many identity colours there are: `universalNer.entity1` to `universalNer.entity12`. */
export const entitySlots = 12;

/**
 * The identity colour of every type of a document; decorations, the panel's swatches and semantic tokens
 * agree by this rule. A type prefers the slot that its name hashes to (FNV-1a, case-insensitive), so that it
 * keeps its colour from document to document; where an earlier type of the list has it, the next free slot
 * is taken. When all are taken, and for a type that is not in the list, slots are shared.
 * @param types the types of the document in the user's order, as {@link EntitiesSummary.types}
 * @param chosen the slots that a person chose, as {@link chosenSlots} reads them; they go before all others
 * @returns the slot, from 1 to {@link entitySlots}, of a type
 */
export function slotsOf(
  types: readonly string[],
  chosen: (type: string) => number | undefined = () => undefined,
): (type: string) => number {
  const slots = new Map<string, number>();
  const taken = new Set(types.flatMap((type) => chosen(type) ?? []));
  for (const type of types) {
    if (slots.has(type)) continue;
    let slot = chosen(type) ?? preferredSlot(type);
    if (chosen(type) === undefined) {
      while (taken.has(slot) && taken.size < entitySlots) slot = (slot % entitySlots) + 1;
    }
    slots.set(type, slot);
    taken.add(slot);
  }
  return (type) => slots.get(type) ?? chosen(type) ?? preferredSlot(type);
}

/** The rule of {@link slotsOf} for a document as the server tells of it; nothing is chosen where it is not known. */
export function slotsIn(
  summary: Pick<EntitiesSummary, 'types' | 'colors'> | undefined,
): (type: string) => number {
  return slotsOf(summary?.types ?? [], chosenSlots(summary?.colors));
}

/**
 * The slots that colours stand for: `entity5` is the fifth. Names count case-insensitively; what is no identity
 * colour chooses none.
 * @param colors the chosen colours by types, as {@link EntitiesSummary.colors}
 */
export function chosenSlots(
  colors: Readonly<Record<string, string>> = {},
): (type: string) => number | undefined {
  const slots = new Map<string, number>();
  for (const [type, color] of Object.entries(colors)) {
    const slot = Number(/^entity(\d{1,2})$/.exec(color)?.[1]);
    if (slot >= 1 && slot <= entitySlots) slots.set(type.toLowerCase(), slot);
  }
  return (type) => slots.get(type.toLowerCase());
}

function preferredSlot(type: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(type.toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return (hash % entitySlots) + 1;
}
