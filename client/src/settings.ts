import * as vscode from 'vscode';

/** The section that every setting of the product stands in. */
const section = 'universalNer';
const extensionId = 'universal-ner.universal-ner';

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

/**
 * Opens the settings editor at one setting of the product, or at all of them. In a window whose extensions run on
 * another machine, settings of machine scope are found under that machine alone.
 */
export async function openSettings(setting?: string): Promise<void> {
  if (setting && vscode.env.remoteName !== undefined && isOfMachine(setting)) {
    const query = `${section}.${setting}`;
    await vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query });
    return;
  }
  const query = setting ? `${section}.${setting}` : `@ext:${extensionId}`;
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
  };
}

function isOfMachine(setting: string): boolean {
  const manifest = vscode.extensions.getExtension(extensionId)?.packageJSON as Manifest | undefined;
  const groups = manifest?.contributes.configuration ?? [];
  return groups.some(({ properties }) => properties[`${section}.${setting}`]?.scope === 'machine');
}
