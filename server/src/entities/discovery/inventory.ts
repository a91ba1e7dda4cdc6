import { everydayGroups } from './inventoryEveryday.ts';
import { fieldGroups } from './inventoryFields.ts';

/** A field with its types: plain English, small letters, singular. */
export interface InventoryGroup {
  /** One English word or two; clients translate it. */
  readonly name: string;
  /** Types that many documents of the field hold: asked first. */
  readonly broad: readonly string[];
  /** Narrower ones. */
  readonly narrow: readonly string[];
}

/** A type that is asked for a document. */
export interface InventoryType {
  readonly name: string;
  readonly group: string;
  readonly isBroad: boolean;
}

const groups: readonly InventoryGroup[] = [...everydayGroups, ...fieldGroups];

/**
 * The types that discovery asks for with a model that can only answer UniversalNER's question; the broad ones of
 * all groups first, each name once. Written for this product from what documents of these fields are about.
 */
export const inventory: readonly InventoryType[] = [
  ...groups.flatMap(({ name: group, broad }) => broad.map((name) => ({ name, group, isBroad: true }))),
  ...groups.flatMap(({ name: group, narrow }) => narrow.map((name) => ({ name, group, isBroad: false }))),
];
