import { SymbolKind } from 'vscode-languageserver';
import type { DocumentSymbol, ServerCapabilities, SymbolInformation } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mention } from '../entities/mention.ts';
import { answering, textDocumentParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toRange } from './positions.ts';

/** The outline: mentions grouped by type. */
export function registerDocumentSymbol(context: ServerContext): ServerCapabilities {
  const { connection, documents, configuration, store, client } = context;
  connection.onDocumentSymbol(
    answering(
      context,
      textDocumentParams,
      ({ textDocument: { uri } }): DocumentSymbol[] | SymbolInformation[] => {
        const document = documents.get(uri);
        if (!document || !configuration.of(uri)['outline.enabled']) return [];
        return client.nestsSymbols
          ? nested(document, store.byType(uri))
          : flat(document, store.mentions(uri));
      },
    ),
  );
  return { documentSymbolProvider: { label: 'Entities' } };
}

/**
 * A type's range is its first mention: a range over all of them would swallow Markdown's headings in
 * breadcrumbs and sticky scroll.
 */
function nested(document: TextDocument, groups: ReadonlyMap<string, readonly Mention[]>): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const [type, mentions] of groups) {
    const children = mentions.map(({ text, source }): DocumentSymbol => {
      const range = toRange(document, source);
      return { name: text, kind: SymbolKind.String, range, selectionRange: range };
    });
    const [first] = children;
    if (!first) continue;
    const detail = children.length === 1 ? '1 mention' : `${children.length} mentions`;
    const { range, selectionRange } = first;
    symbols.push({ name: type, detail, kind: SymbolKind.Namespace, range, selectionRange, children });
  }
  return symbols;
}

function flat(document: TextDocument, mentions: readonly Mention[]): SymbolInformation[] {
  return mentions.map(({ type, text, source }) => ({
    name: text,
    containerName: type,
    kind: SymbolKind.String,
    location: { uri: document.uri, range: toRange(document, source) },
  }));
}
