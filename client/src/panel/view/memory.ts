import type { Sort } from './treeModel.ts';

/** What the view keeps while it is hidden: VS Code throws its page away then. */
export interface PanelMemory {
  readonly filter: string;
  readonly sort: Sort;
  readonly closedTypes: readonly string[];
  readonly openEntities: readonly string[];
  /** Key of the active row. */
  readonly active: string | undefined;
  /** In pixels. */
  readonly scrollTop: number;
}

export const freshMemory: PanelMemory = {
  filter: '',
  sort: 'document',
  closedTypes: [],
  openEntities: [],
  active: undefined,
  scrollTop: 0,
};
