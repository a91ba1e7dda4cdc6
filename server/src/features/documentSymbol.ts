import * as l10n from '@vscode/l10n';
import { SymbolKind } from 'vscode-languageserver';
import type { DocumentSymbol, ServerCapabilities, SymbolInformation } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mention } from '../entities/mention.ts';
import { normaliseText } from '../protocol.ts';
import { answering, textDocumentParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toRange } from './positions.ts';

/** The outline: entities grouped by type. */
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
  return { documentSymbolProvider: { label: l10n.t('Entities') } };
}

/**
 * A type holds its entities, each where it is mentioned first. A type's range is its first mention: a range
 * over all of them would swallow Markdown's headings in breadcrumbs and sticky scroll.
 */
function nested(document: TextDocument, groups: ReadonlyMap<string, readonly Mention[]>): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const [type, mentions] of groups) {
    const entities = new Map<string, { first: Mention; count: number }>();
    for (const mention of mentions) {
      const text = normaliseText(mention.text);
      const entity = entities.get(text);
      if (entity) entity.count++;
      else entities.set(text, { first: mention, count: 1 });
    }
    const children = [...entities.values()].map(({ first, count }) =>
      symbolAt(document, first, count, { name: first.text, kind: SymbolKind.String }),
    );
    const [first] = mentions;
    if (!first) continue;
    const symbol = symbolAt(document, first, mentions.length, { name: type, kind: SymbolKind.Namespace });
    symbols.push({ ...symbol, children });
  }
  return symbols;
}

function symbolAt(
  document: TextDocument,
  first: Mention,
  count: number,
  named: Pick<DocumentSymbol, 'name' | 'kind'>,
): DocumentSymbol {
  const range = toRange(document, first.source);
  const detail = count === 1 ? l10n.t('1 mention') : l10n.t('{0} mentions', count);
  return { ...named, detail, range, selectionRange: range };
}

function flat(document: TextDocument, mentions: readonly Mention[]): SymbolInformation[] {
  return mentions.map(({ type, text, source }) => ({
    name: text,
    containerName: type,
    kind: SymbolKind.String,
    location: { uri: document.uri, range: toRange(document, source) },
  }));
}
