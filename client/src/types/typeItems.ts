import * as vscode from 'vscode';
import { lineOfNames, type TypeInfo } from '../../../server/src/protocol.ts';
import { mentionCount } from '../words.ts';
import { setLabel } from './setLabel.ts';
import type { TypeSelection } from './typeSelection.ts';
import type { Section, TypeLine } from './typeSources.ts';

export interface TypeItem extends vscode.QuickPickItem {
  /** Absent on separators and on the line of new types. */
  readonly type?: string;
}

/** More names than this do not fit into a title. */
const namesInTitle = 5;

/** What a type's buttons are, in their order. */
export const typeButtons = () => ({
  definition: { iconPath: new vscode.ThemeIcon('edit'), tooltip: vscode.l10n.t('Edit Definition (F2)') },
  color: { iconPath: new vscode.ThemeIcon('symbol-color'), tooltip: vscode.l10n.t('Choose Colour') },
});

/**
 * The list of types. Known types stand first and new ones last, so that the handles by which VS Code names its
 * lines stay the same.
 * @param typed what stands in the field
 * @param detailOf what is known of a type
 * @param buttons of every type
 */
export function itemsOf(
  selection: TypeSelection,
  typed: string,
  detailOf: (name: string) => TypeInfo | undefined,
  buttons: readonly vscode.QuickInputButton[],
): TypeItem[] {
  const items: TypeItem[] = [];
  let heading: string | undefined;
  for (const line of selection.entries) {
    const next = headingOf(line.section);
    if (next !== heading) items.push({ label: next, kind: vscode.QuickPickItemKind.Separator });
    heading = next;
    const description = descriptionOf(line, detailOf(line.name));
    items.push({ label: line.name, type: line.name, description, buttons });
  }
  const label = newTypesLabel(selection, typed);
  if (label) items.push({ label, alwaysShow: true });
  return items;
}

/** Whether two lists show the same. */
export function isSameList(some: readonly TypeItem[], others: readonly TypeItem[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ type, label, description }, index) => {
      const other = others[index];
      return other?.type === type && other?.label === label && other?.description === description;
    })
  );
}

/** The title of the list: what is chosen; of many types those chosen last, and how many there are. */
export function titleOf(chosen: readonly string[], scope: 'document' | 'selection'): string {
  const names =
    chosen.length > namesInTitle
      ? vscode.l10n.t('… {0} ({1} types)', lineOfNames(chosen.slice(1 - namesInTitle)), chosen.length)
      : lineOfNames(chosen);
  if (scope === 'selection') {
    return names
      ? vscode.l10n.t('Extract in the Selection: {0}', names)
      : vscode.l10n.t('Extract Entities in the Selection');
  }
  return names ? vscode.l10n.t('Extract: {0}', names) : vscode.l10n.t('Extract Entities');
}

function descriptionOf({ mentions }: TypeLine, known: TypeInfo | undefined): string {
  const count = mentions === undefined ? [] : [mentionCount(mentions)];
  return [...count, ...(known?.definition === undefined ? [] : [known.definition])].join(' · ');
}

function headingOf({ kind, group, set }: Section): string {
  switch (kind) {
    case 'new':
      return vscode.l10n.t('New');
    case 'document':
      return vscode.l10n.t('In This Document');
    case 'named':
      return vscode.l10n.t('Named by This Document');
    case 'recent':
      return vscode.l10n.t('Recent');
    case 'configured':
      return group ?? vscode.l10n.t('Configured');
    case 'inUse':
    case 'set': {
      const label = set ? setLabel(set) : '';
      const name = kind === 'inUse' ? vscode.l10n.t('{0} (in use)', label) : label;
      return group === undefined ? name : `${name}: ${group}`;
    }
  }
}

function newTypesLabel(selection: TypeSelection, typed: string): string | undefined {
  const names = selection.offered(typed);
  if (names.length === 0) return undefined;
  return `$(add) ${vscode.l10n.t('Add {0}', names.map((name) => `"${name}"`).join(', '))}`;
}
