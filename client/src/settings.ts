import * as vscode from 'vscode';
import { chosenSlots, slotsOf } from '../../server/src/protocol.ts';

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

/** The names of the types that the settings configure for a document. */
export function configuredTypes(document: vscode.TextDocument): readonly string[] {
  return Object.keys(vscode.workspace.getConfiguration(section, document).get<object>('types', {}));
}

/**
 * The identity colours of a document's types: those that the settings choose, else by the rule of `slotsOf`.
 * @param types the types asked last in the document
 */
export function slotsIn(document: vscode.TextDocument, types: readonly string[]): (type: string) => number {
  const configured = vscode.workspace.getConfiguration(section, document).get('types', {});
  return slotsOf(types, chosenSlots(configured));
}

export function affects(event: vscode.ConfigurationChangeEvent, setting: string): boolean {
  return event.affectsConfiguration(`${section}.${setting}`);
}

/** Opens the settings editor at one setting of the product, or at all of them. */
export async function openSettings(setting?: string): Promise<void> {
  const query = setting ? `${section}.${setting}` : '@ext:universal-ner.universal-ner';
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
}
