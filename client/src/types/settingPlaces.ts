import * as vscode from 'vscode';
import { showMessage } from '../messages.ts';
import { isSettingsObject, keyIn, type SettingsObject } from './settingsObject.ts';

const section = 'universalNer';

/** One of the places that a setting can stand in, and what stands there. */
export interface SettingPlace {
  readonly target: vscode.ConfigurationTarget;
  /** Whether it stands there for the document's language alone. */
  readonly ofLanguage: boolean;
  readonly value: unknown;
}

/** What a setting holds for a document, with no proxies inside. */
export function settingOf(document: vscode.TextDocument | undefined, setting: string): unknown {
  return plain(vscode.workspace.getConfiguration(section, document).get<unknown>(setting));
}

/** Every place that a setting can stand in, the one that VS Code lets win first. */
export function placesOf(
  document: vscode.TextDocument | undefined,
  setting: string,
): readonly SettingPlace[] {
  const found = vscode.workspace.getConfiguration(section, document).inspect<unknown>(setting);
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const places = [
    [WorkspaceFolder, true, found?.workspaceFolderLanguageValue],
    [Workspace, true, found?.workspaceLanguageValue],
    [Global, true, found?.globalLanguageValue],
    [WorkspaceFolder, false, found?.workspaceFolderValue],
    [Workspace, false, found?.workspaceValue],
    [Global, false, found?.globalValue],
  ] as const;
  return places.map(([target, ofLanguage, value]) => ({ target, ofLanguage, value: plain(value) }));
}

/** The first place that has an entry of a name in an object-valued setting; `undefined` when none has. */
export function placeOfEntry(places: readonly SettingPlace[], name: string): SettingPlace | undefined {
  return places.find(({ value }) => keyIn(value, name) !== undefined);
}

/** The place of a target, for all languages. */
export function placeAt(places: readonly SettingPlace[], target: vscode.ConfigurationTarget): SettingPlace {
  return (
    places.find((place) => place.target === target && !place.ofLanguage) ?? {
      target,
      ofLanguage: false,
      value: undefined,
    }
  );
}

/**
 * The place where an entry of an object-valued setting is written: where it stands now; a new one goes to the
 * workspace's settings if there is a workspace, else to the user's.
 */
export function placeToWrite(places: readonly SettingPlace[], name: string): SettingPlace {
  const { Workspace, Global } = vscode.ConfigurationTarget;
  return placeOfEntry(places, name) ?? placeAt(places, hasWorkspace() ? Workspace : Global);
}

export function hasWorkspace(): boolean {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}

/** In the words that stand before "settings". */
export function nameOfPlace({ target }: SettingPlace): string {
  switch (target) {
    case vscode.ConfigurationTarget.Global:
      return vscode.l10n.t('user settings');
    case vscode.ConfigurationTarget.Workspace:
      return vscode.l10n.t('workspace settings');
    case vscode.ConfigurationTarget.WorkspaceFolder:
      return vscode.l10n.t('folder settings');
  }
}

/**
 * Writes a setting in one place. What can't be written is told, with a way to the settings file.
 * @param value what the setting is to hold there; `undefined` where what it holds now is broken and must stay
 * @returns whether it was written
 */
export async function writeObject(
  document: vscode.TextDocument | undefined,
  setting: string,
  place: SettingPlace,
  value: SettingsObject | undefined,
): Promise<boolean> {
  if (!value) {
    const name = `${section}.${setting}`;
    const broken = vscode.l10n.t(
      '{0} is broken in the {1}, so that nothing was saved. Correct it there, then try again.',
      name,
      nameOfPlace(place),
    );
    void showMessage('error', broken, openSettingsFile(place, name));
    return false;
  }
  return writeSetting(document, setting, place, value);
}

/**
 * Writes a setting in one place, or removes it there. What can't be written is told.
 * @param value `undefined` removes it
 * @returns whether it was written
 */
export async function writeSetting(
  document: vscode.TextDocument | undefined,
  setting: string,
  place: SettingPlace,
  value: unknown,
): Promise<boolean> {
  const configuration = vscode.workspace.getConfiguration(section, document);
  try {
    await configuration.update(setting, value, place.target, place.ofLanguage);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const failed = vscode.l10n.t('Nothing was saved. {0}', reason);
    void showMessage('error', failed, openSettingsFile(place, `${section}.${setting}`));
    return false;
  }
}

function openSettingsFile({ target }: SettingPlace, key: string): { title: string; run: () => unknown } {
  const command = {
    [vscode.ConfigurationTarget.Global]: 'workbench.action.openSettingsJson',
    [vscode.ConfigurationTarget.Workspace]: 'workbench.action.openWorkspaceSettingsFile',
    [vscode.ConfigurationTarget.WorkspaceFolder]: 'workbench.action.openFolderSettingsFile',
  }[target];
  return {
    title: vscode.l10n.t('Open Settings'),
    run: async () => {
      // The list that the settings were to be changed from would lie on them.
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await vscode.commands.executeCommand(command, { revealSetting: { key } });
    },
  };
}

/** VS Code gives objects behind proxies, which can't be kept or written. */
function plain(value: unknown): unknown {
  return value === undefined || !isSettingsObject(value)
    ? value
    : (JSON.parse(JSON.stringify(value)) as unknown);
}
