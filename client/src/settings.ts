import * as vscode from 'vscode';

/** The section that every setting of the product stands in. */
const section = 'universalNer';

export function highlightsEnabled(): boolean {
  return vscode.workspace.getConfiguration(section).get('highlights.enabled', true);
}

/** Turns highlights on or off where the setting is set now, else for the user. */
export async function setHighlightsEnabled(enabled: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const target =
    configuration.inspect('highlights.enabled')?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update('highlights.enabled', enabled, target);
}

export function affects(event: vscode.ConfigurationChangeEvent, setting: string): boolean {
  return event.affectsConfiguration(`${section}.${setting}`);
}

/** The address of the server that proposes types, where the settings name one. */
export function discoveryAddress(): string | undefined {
  const named = vscode.workspace.getConfiguration(section).get<string | null>('discoveryModel', null)?.trim();
  return named && /^https?:\/\//iu.test(named) ? named : undefined;
}

/** Opens the settings editor at one setting of the product, or at all of them. */
export async function openSettings(setting?: string): Promise<void> {
  const query = setting ? `${section}.${setting}` : '@ext:universal-ner.universal-ner';
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
}
