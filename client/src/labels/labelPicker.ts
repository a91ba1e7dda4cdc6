import * as vscode from 'vscode';
import type { LabelInfo } from '../../../server/src/protocol.ts';

/** What a person wants done with a label name. */
export interface LabelAct {
  readonly kind: 'edit' | 'remove';
  readonly label: string;
}

interface LabelItem extends vscode.QuickPickItem {
  readonly name?: string;
}

const removeButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: vscode.l10n.t('Remove from the Settings'),
});

/**
 * The list of label names and what the model is asked with for them; what is typed and in no line is a new one.
 * @returns `undefined` when the list was left
 */
export function pickLabel(known: readonly LabelInfo[]): Promise<LabelAct | undefined> {
  const pick = vscode.window.createQuickPick<LabelItem>();
  pick.title = vscode.l10n.t('Label Names');
  pick.placeholder = vscode.l10n.t('Choose a label name, or type a new one');
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  const lines = linesOf(known);
  const names = new Set(known.map(({ label }) => label));
  const show = (): void => {
    const typed = pick.value.trim();
    const isNew = typed !== '' && !names.has(typed);
    const added = {
      label: `$(add) ${vscode.l10n.t('Add {0}', `"${typed}"`)}`,
      name: typed,
      alwaysShow: true,
    };
    pick.items = isNew ? [...lines, added] : lines;
  };
  show();
  return new Promise((resolve) => {
    const end = (act?: LabelAct): void => {
      resolve(act);
      pick.dispose();
    };
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen?.name !== undefined) end({ kind: 'edit', label: chosen.name });
    });
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.name !== undefined) end({ kind: 'remove', label: item.name });
    });
    pick.onDidHide(() => end());
    pick.show();
  });
}

function linesOf(known: readonly LabelInfo[]): LabelItem[] {
  const own = known.filter(({ isOwn }) => isOwn);
  const builtIn = known.filter(({ isOwn }) => !isOwn);
  return [
    ...(own.length > 0 ? [heading(vscode.l10n.t('Your own')), ...own.map(toItem)] : []),
    heading(vscode.l10n.t('Of data sets')),
    ...builtIn.map(toItem),
  ];
}

function heading(label: string): LabelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function toItem({ label, words, isOwn }: LabelInfo): LabelItem {
  return { label, name: label, description: words.join(' · '), ...(isOwn && { buttons: [removeButton()] }) };
}
