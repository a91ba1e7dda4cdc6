import * as vscode from 'vscode';

/** A text whose mentions any model finds that can be used at all. */
export const letters = `# Letters

Ada Lovelace wrote to Charles Babbage from London in 1843.
`;

/** Opens a text that is on no disk, and extracts the configured type from it. */
export async function openExtracted(): Promise<vscode.TextDocument> {
  const configuration = vscode.workspace.getConfiguration('universalNer');
  await configuration.update('types', { person: {} }, vscode.ConfigurationTarget.Workspace);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: letters });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('universalNer.extractAgain');
  return document;
}

/** Where a text stands in the document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}
