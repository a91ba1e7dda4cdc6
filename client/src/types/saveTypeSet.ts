import * as vscode from 'vscode';
import { lineOfNames, nameKey, type TypeSetInfo } from '../../../server/src/protocol.ts';
import { showMessage } from '../messages.ts';
import { setLabel } from './setLabel.ts';
import {
  hasWorkspace,
  nameOfPlace,
  placeAt,
  placeOfEntry,
  placesOf,
  settingOf,
  writeObject,
  type SettingPlace,
} from './settingPlaces.ts';
import { entryIn, withEntry } from './settingsObject.ts';

/**
 * Has a person name a set of types and saves it in `universalNer.typeSets`.
 * @param types the chosen ones
 * @param sets all that there are
 * @param inUse the set in use: its types keep their options
 */
export async function saveTypeSet(
  document: vscode.TextDocument,
  types: readonly string[],
  sets: readonly TypeSetInfo[],
  inUse: TypeSetInfo | undefined,
): Promise<void> {
  if (types.length === 0) {
    void showMessage('info', vscode.l10n.t('Choose types first: the set is made of those that are ticked.'));
    return;
  }
  const name = (await askName(types, inUse))?.trim();
  if (!name) return;
  const places = placesOf(document, 'typeSets');
  const standing = placeOfEntry(places, name);
  if (!(await mayReplace(name, standing, sets))) return;
  const place = standing ?? (await pickPlace(places, name));
  if (!place) return;
  const own = settingOf(document, 'typeSets');
  const kept = [name, inUse?.origin === 'own' ? inUse.id : name].map((id) => entryIn(own, id));
  const entry = Object.fromEntries(types.map((type) => [type, optionsIn(kept, type)]));
  const isSaved = await writeObject(document, 'typeSets', place, withEntry(place.value, name, entry));
  if (!isSaved) return;
  const saved = vscode.l10n.t('The type set "{0}" is saved in the {1}.', name, nameOfPlace(place));
  vscode.window.setStatusBarMessage(saved, 5_000);
}

function askName(types: readonly string[], inUse: TypeSetInfo | undefined): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Save as Set'),
    value: inUse?.origin === 'own' ? inUse.id : '',
    placeHolder: vscode.l10n.t('Name of the set'),
    prompt: vscode.l10n.t('The set holds: {0}', lineOfNames(types)),
    validateInput: (value) => (value.trim() ? undefined : vscode.l10n.t('A set needs a name.')),
    ignoreFocusOut: true,
  });
}

/** Asks before a set of this name is replaced: an own one, or a built-in one that it would stand for. */
async function mayReplace(
  name: string,
  standing: SettingPlace | undefined,
  sets: readonly TypeSetInfo[],
): Promise<boolean> {
  const key = nameKey(name);
  const builtIn = sets.find(
    (set) =>
      set.origin === 'built-in' && [set.id, set.label, setLabel(set)].some((known) => nameKey(known) === key),
  );
  if (!standing && !builtIn) return true;
  const question = standing
    ? vscode.l10n.t('The type set "{0}" stands in the {1} already. Replace it?', name, nameOfPlace(standing))
    : vscode.l10n.t('There is a built-in type set "{0}". Should yours take its place?', name);
  const replace = vscode.l10n.t('Replace');
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

async function pickPlace(places: readonly SettingPlace[], name: string): Promise<SettingPlace | undefined> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  if (!hasWorkspace()) return placeAt(places, Global);
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: `$(account) ${vscode.l10n.t('For You')}`,
        description: vscode.l10n.t('user settings'),
        target: Global,
      },
      {
        label: `$(root-folder) ${vscode.l10n.t('For This Workspace')}`,
        description: vscode.l10n.t('workspace settings'),
        target: Workspace,
      },
    ],
    {
      title: vscode.l10n.t('Save "{0}"', name),
      placeHolder: vscode.l10n.t('Where is the set at hand?'),
      ignoreFocusOut: true,
    },
  );
  return chosen && placeAt(places, chosen.target);
}

/** The options that a type has in the first of some sets that has it. */
function optionsIn(sets: readonly unknown[], type: string): unknown {
  return sets.map((types) => entryIn(types, type)).find((options) => options !== undefined) ?? {};
}
