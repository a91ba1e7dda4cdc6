import type { TypeOptions } from '../../typeOptions.ts';

/** Types that belong together, as they are offered in one go. */
export interface TypeSet {
  readonly id: string;
  /** In English; what a person reads. */
  readonly label: string;
  /** By their names, in the order in which they are offered. */
  readonly types: Readonly<Record<string, TypeOptions & { readonly definition: string }>>;
}
