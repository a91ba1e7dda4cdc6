import * as vscode from 'vscode';
import { labelNames, type LabelInfo } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { pickLabel } from '../labels/labelPicker.ts';
import { placeToWrite, placesOf, writeObject } from '../types/settingPlaces.ts';
import { isSettingsObject } from '../types/settingsObject.ts';
import type { CommandTable } from './table.ts';

export const labelCommands: CommandTable = { 'universalNer.showLabelNames': showLabelNames };

/** Shows which label names stand for which words, and has a person change them, one after the other. */
async function showLabelNames(context: Context): Promise<void> {
  const document = vscode.window.activeTextEditor?.document ?? context.current.get();
  const params = document ? { uri: document.uri.toString() } : {};
  for (;;) {
    const known = await context.request(labelNames, params);
    const act = await pickLabel(known);
    if (!act) return;
    const { label } = act;
    const words =
      act.kind === 'remove'
        ? ''
        : await askForWords(
            known.find((each) => each.label === label),
            label,
          );
    if (words !== undefined) await saveWords(document, label, words);
  }
}

/** @returns `undefined` when they stay as they are */
async function askForWords(known: LabelInfo | undefined, label: string): Promise<string | undefined> {
  const present = known?.words.length === 1 ? (known.words[0] ?? '') : '';
  const written = await vscode.window.showInputBox({
    title: vscode.l10n.t('Words for "{0}"', label),
    value: present,
    placeHolder: vscode.l10n.t('Such as: chemical substance'),
    prompt: vscode.l10n.t('The model is asked with these words where a type bears this name.'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() ? undefined : vscode.l10n.t('Write at least one word.')),
  });
  const words = written?.trim();
  return words === present ? undefined : words;
}

/**
 * Saves the words in `universalNer.labels` where the label stands now, else for the workspace or the user.
 * @param words empty: the label is removed from the settings
 */
async function saveWords(
  document: vscode.TextDocument | undefined,
  label: string,
  words: string,
): Promise<void> {
  const place = placeToWrite(placesOf(document, 'labels'), label);
  const before = place.value ?? {};
  const others = isSettingsObject(before) && Object.entries(before).filter(([name]) => name !== label);
  const changed = others && Object.fromEntries(words === '' ? others : [...others, [label, words]]);
  await writeObject(document, 'labels', place, changed || undefined);
}
