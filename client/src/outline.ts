import * as vscode from 'vscode';
import type { DocumentSymbolMiddleware } from 'vscode-languageclient/node';

/**
 * Entities in the outline are points, where their mentions begin. Breadcrumbs and sticky scroll show the symbol
 * around the cursor; within a mention that should still be Markdown's heading.
 */
export const outlineOfPoints: Required<DocumentSymbolMiddleware> = {
  async provideDocumentSymbols(document, token, next) {
    const symbols = await next(document, token);
    return symbols?.map((symbol) =>
      symbol instanceof vscode.DocumentSymbol ? asPoint(symbol) : symbol,
    ) as typeof symbols;
  },
};

function asPoint({ name, detail, kind, range, children }: vscode.DocumentSymbol): vscode.DocumentSymbol {
  const start = new vscode.Range(range.start, range.start);
  const point = new vscode.DocumentSymbol(name, detail, kind, start, start);
  point.children = children.map(asPoint);
  return point;
}
