import * as vscode from 'vscode';
import type { ConfigurationMiddleware } from 'vscode-languageclient/node';

const section = 'universalNer';

/**
 * Answers the server's question for the settings of a document in the document's language too. The LSP client
 * reads them by the address alone, which leaves out what `"[markdown]": { ... }` overrides.
 */
export const languageScopedSettings: Required<ConfigurationMiddleware> = {
  async configuration(params, token, next) {
    const answers = await next(params, token);
    if (!Array.isArray(answers)) return answers;
    return params.items.map(({ section: asked, scopeUri }, index): unknown => {
      const document = asked === section && scopeUri !== undefined ? openDocument(scopeUri) : undefined;
      return document ? settingsOf(document) : answers[index];
    });
  },
};

function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** The settings as plain values: VS Code gives them behind proxies, which can't be sent. */
function settingsOf(document: vscode.TextDocument): unknown {
  const settings = vscode.workspace.getConfiguration(undefined, document).get(section, {});
  return JSON.parse(JSON.stringify(settings)) as unknown;
}
