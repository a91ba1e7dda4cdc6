import type { Row } from './treeModel.ts';

/** What a key asks of the tree. */
export type TreeAction =
  | { readonly do: 'go'; readonly index: number }
  | { readonly do: 'open' | 'close' | 'dismiss' }
  | { readonly do: 'reveal'; readonly focus: boolean }
  | { readonly do: 'filter' | 'undo' };

export interface TreeKey {
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
}

/**
 * The keys of a tree as the ARIA Authoring Practices have them (W3C, "Tree View Pattern"), with Enter and Space
 * for revealing, Delete for dismissing, Ctrl+Z for taking that back and `/` for the filter.
 * @param active index of the active row
 * @param pageSize rows that are in view
 * @returns `undefined` for a key that means nothing here
 */
export function treeAction(
  { key, ctrl }: TreeKey,
  rows: readonly Row[],
  active: number,
  pageSize: number,
): TreeAction | undefined {
  const row = rows[active];
  const last = rows.length - 1;
  const go = (index: number): TreeAction => ({ do: 'go', index: Math.max(0, Math.min(last, index)) });
  switch (key) {
    case 'ArrowDown':
      return go(active + 1);
    case 'ArrowUp':
      return go(active - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case 'PageDown':
      return go(active + pageSize);
    case 'PageUp':
      return go(active - pageSize);
    case 'ArrowRight':
      if (row?.expanded === undefined) return undefined;
      return row.expanded ? go(active + 1) : { do: 'open' };
    case 'ArrowLeft':
      return row?.expanded ? { do: 'close' } : parentOf(rows, active, go);
    case 'Enter':
      if (row?.kind === 'type') return { do: row.expanded ? 'close' : 'open' };
      return { do: 'reveal', focus: ctrl };
    case ' ':
      return row?.kind === 'type' ? { do: row.expanded ? 'close' : 'open' } : { do: 'reveal', focus: false };
    case 'Delete':
      return row?.kind === 'type' ? undefined : { do: 'dismiss' };
    case 'z':
    case 'Z':
      return ctrl ? { do: 'undo' } : undefined;
    case '/':
      return { do: 'filter' };
    default:
      return undefined;
  }
}

function parentOf(
  rows: readonly Row[],
  active: number,
  go: (index: number) => TreeAction,
): TreeAction | undefined {
  const level = rows[active]?.level ?? 1;
  for (let index = active - 1; index >= 0; index -= 1) {
    if ((rows[index]?.level ?? 1) < level) return go(index);
  }
  return undefined;
}

/** The next row from `active` on, round the end, whose text starts with what was typed; -1 when none does. */
export function rowStartingWith(rows: readonly Row[], active: number, typed: string): number {
  const wanted = typed.toLowerCase();
  const from = typed.length === 1 ? active + 1 : active;
  for (let step = 0; step < rows.length; step += 1) {
    const index = (from + step) % rows.length;
    const row = rows[index];
    if (row && row.kind !== 'mention' && textOf(row).toLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}

function textOf(row: Row): string {
  return row.kind === 'type' ? row.type.name : row.entity.text;
}
