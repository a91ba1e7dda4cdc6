import * as vscode from 'vscode';
import type { Section } from './defaultTypes.ts';
import { TypeSelection, type TypeSources } from './typeSelection.ts';

interface TypeItem extends vscode.QuickPickItem {
  /** Absent on separators and on the line of new types. */
  readonly type?: string;
}

const sectionNames = (): Record<Section, string> => ({
  new: vscode.l10n.t('New'),
  document: vscode.l10n.t('In This Document'),
  recent: vscode.l10n.t('Recent'),
  configured: vscode.l10n.t('Configured'),
  general: vscode.l10n.t('General'),
  business: vscode.l10n.t('Business and Law'),
  medicine: vscode.l10n.t('Medicine'),
  science: vscode.l10n.t('Science and Technology'),
  personal: vscode.l10n.t('Personal Data'),
});

/**
 * Has a person choose types; {@link TypeSelection} says how. VS Code's own Enter would end a list with boxes:
 * here it ends only when nothing is typed, so that name, Enter, name, Enter, Enter is the whole way.
 * @returns the types in the order in which they were chosen; `undefined` when the person gave up
 */
export function pickTypes(
  sources: TypeSources,
  scope: 'document' | 'selection',
): Promise<string[] | undefined> {
  const selection = new TypeSelection(sources);
  const picker = vscode.window.createQuickPick<TypeItem>();
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.placeholder = vscode.l10n.t(
    'Name a type and press Enter to choose it; press Enter again to extract',
  );

  const show = (): void => {
    const items = itemsOf(selection, picker.value);
    picker.items = items;
    picker.selectedItems = items.filter(({ type }) => type !== undefined && selection.isChosen(type));
    picker.title = titleOf(selection.chosen, scope);
  };
  show();

  return new Promise((resolve) => {
    picker.onDidChangeValue(() => {
      if (itemsDiffer(picker.items, selection, picker.value)) show();
    });
    picker.onDidChangeSelection((items) => {
      const names = items.flatMap(({ type }) => type ?? []);
      const createTicked = items.some(({ type }) => type === undefined);
      if (createTicked) {
        selection.accept(picker.value, undefined);
        picker.value = '';
        show();
      } else {
        selection.setChosen(names);
        picker.title = titleOf(selection.chosen, scope);
      }
    });
    picker.onDidAccept(() => {
      if (selection.accept(picker.value, picker.activeItems[0]?.type)) {
        resolve([...selection.chosen]);
        picker.hide();
        return;
      }
      picker.value = '';
      show();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function titleOf(chosen: readonly string[], scope: 'document' | 'selection'): string {
  if (chosen.length > 0) return vscode.l10n.t('Extract: {0}', chosen.join(', '));
  return scope === 'selection'
    ? vscode.l10n.t('Extract Entities in the Selection')
    : vscode.l10n.t('Extract Entities');
}

/** Known types first and new ones last, so that the handles by which VS Code names its lines stay the same. */
function itemsOf(selection: TypeSelection, typed: string): TypeItem[] {
  const names = sectionNames();
  const items: TypeItem[] = [];
  let section: Section | undefined;
  for (const entry of selection.entries) {
    if (entry.section !== section) {
      section = entry.section;
      items.push({ label: names[section], kind: vscode.QuickPickItemKind.Separator });
    }
    const description = entry.mentions === undefined ? '' : vscode.l10n.t('{0} mentions', entry.mentions);
    items.push({ label: entry.name, type: entry.name, description });
  }
  const label = newTypesLabel(selection, typed);
  if (label) items.push({ label, alwaysShow: true });
  return items;
}

function newTypesLabel(selection: TypeSelection, typed: string): string | undefined {
  const names = selection.newTypes(typed);
  if (names.length === 0) return undefined;
  return `$(add) ${vscode.l10n.t('Add {0}', names.map((name) => `"${name}"`).join(', '))}`;
}

function itemsDiffer(items: readonly TypeItem[], selection: TypeSelection, typed: string): boolean {
  const last = items.at(-1);
  return (last?.type === undefined ? last?.label : undefined) !== newTypesLabel(selection, typed);
}
