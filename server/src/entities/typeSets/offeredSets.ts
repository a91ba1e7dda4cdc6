import { nameKey } from '../../protocol.ts';
import type { TypeOptions } from '../../typeOptions.ts';
import { typeSets } from './index.ts';

/** The user's own sets by their names, as in the setting `universalNer.typeSets`. */
export type OwnTypeSets = Readonly<Record<string, Readonly<Record<string, TypeOptions>>>>;

/** A set as it can be chosen. */
export interface OfferedSet {
  /** What it is chosen by; an own set: its name. */
  readonly id: string;
  readonly label: string;
  readonly origin: 'built-in' | 'own';
  /** By their names, in the order in which they are offered. */
  readonly types: Readonly<Record<string, TypeOptions>>;
}

/** The user's own sets, then the built-in ones whose id and label none of them bears. */
export function offeredSets(own: OwnTypeSets): OfferedSet[] {
  const names = new Set(Object.keys(own).map(nameKey));
  return [
    ...Object.entries(own).map(([name, types]) => ({ id: name, label: name, origin: 'own' as const, types })),
    ...typeSets
      .filter(({ id, label }) => !names.has(nameKey(id)) && !names.has(nameKey(label)))
      .map((set) => ({ ...set, origin: 'built-in' as const })),
  ];
}

/** @param name an id or a label, in any case; an own set of just this name goes before others */
export function findTypeSet(name: string, own: OwnTypeSets): OfferedSet | undefined {
  const sets = offeredSets(own);
  const key = nameKey(name);
  return (
    sets.find(({ id }) => id === name) ??
    sets.find(({ id, label }) => nameKey(id) === key || nameKey(label) === key)
  );
}
