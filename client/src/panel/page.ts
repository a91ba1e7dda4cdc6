import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Each styles what its name says; the folder is media/panel. */
const styleSheets = ['page', 'toolbar', 'scores', 'notices', 'tree', 'slots'];

/** The panel's page: nothing but a strict policy, the style sheets and the script, which builds the rest. */
export function panelPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const styles = styleSheets.map((name) => {
    const uri = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'panel', `${name}.css`));
    return `<link rel="stylesheet" href="${uri.toString()}">`;
  });
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'panel.js')).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${styles.join('\n    ')}
    <title>Universal NER</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
