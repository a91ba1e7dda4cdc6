import * as vscode from 'vscode';
import { mentionCount } from '../words.ts';
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

/** VS Code unticks all boxes when lines are replaced, and then ticks ours: what it tells meanwhile is not a choice. */
const echoMs = 500;

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
  picker.placeholder = vscode.l10n.t('Name a type, Enter to choose it; Enter again to extract');

  /** The line that Enter means as long as the person does not go to another. */
  let expected: TypeItem | undefined;
  let isSettled = false;
  let hasMoved = false;

  /** Until then VS Code's echo of the boxes that we ticked is awaited. */
  let echoUntil = 0;

  const show = (): void => {
    echoUntil = Date.now() + echoMs;
    const items = itemsOf(selection, picker.value);
    picker.items = items;
    picker.selectedItems = items.filter(({ type }) => type !== undefined && selection.isChosen(type));
    picker.title = titleOf(selection.chosen, scope);
    mark();
  };
  const mark = (): void => {
    isSettled = false;
    hasMoved = false;
    const suggested = selection.suggestion(picker.value);
    const offered = selection.offered(picker.value).length > 0 ? picker.items.at(-1) : undefined;
    expected = suggested === undefined ? offered : picker.items.find(({ type }) => type === suggested);
    if (expected) picker.activeItems = [expected];
  };
  show();

  return new Promise((resolve) => {
    picker.onDidChangeValue(() => {
      if (itemsDiffer(picker.items, selection, picker.value)) show();
      else mark();
    });
    // VS Code marks the first line that matches by itself, and tells of it before it hears which line we mark.
    picker.onDidChangeActive(([item]) => {
      if (item === expected) isSettled = true;
      hasMoved = isSettled && item !== expected;
    });
    picker.onDidChangeSelection((items) => {
      const names = items.flatMap(({ type }) => type ?? []);
      const isEcho = selection.isChosenExactly(names);
      if (isEcho) echoUntil = 0;
      if (isEcho && items.length === names.length) return;
      if (Date.now() < echoUntil) return;
      if (items.length > names.length) {
        selection.accept(picker.value, undefined);
        picker.value = '';
        show();
      } else {
        selection.setChosen(names);
        picker.title = titleOf(selection.chosen, scope);
      }
    });
    picker.onDidAccept(() => {
      const marked = expected && !hasMoved ? expected : picker.activeItems[0];
      if (selection.accept(picker.value, marked?.type)) {
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
  const names = chosen.join(', ');
  if (scope === 'selection') {
    return names
      ? vscode.l10n.t('Extract in the Selection: {0}', names)
      : vscode.l10n.t('Extract Entities in the Selection');
  }
  return names ? vscode.l10n.t('Extract: {0}', names) : vscode.l10n.t('Extract Entities');
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
    const description = entry.mentions === undefined ? '' : mentionCount(entry.mentions);
    items.push({ label: entry.name, type: entry.name, description });
  }
  const label = newTypesLabel(selection, typed);
  if (label) items.push({ label, alwaysShow: true });
  return items;
}

function newTypesLabel(selection: TypeSelection, typed: string): string | undefined {
  const names = selection.offered(typed);
  if (names.length === 0) return undefined;
  return `$(add) ${vscode.l10n.t('Add {0}', names.map((name) => `"${name}"`).join(', '))}`;
}

function itemsDiffer(items: readonly TypeItem[], selection: TypeSelection, typed: string): boolean {
  const last = items.at(-1);
  return (last?.type === undefined ? last?.label : undefined) !== newTypesLabel(selection, typed);
}
