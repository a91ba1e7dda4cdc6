import { DocumentHighlightKind } from 'vscode-languageserver';
import type { DocumentHighlight, Location, Range, ServerCapabilities } from 'vscode-languageserver';
import { compareMentions } from '../entities/mentionIndex.ts';
import { answering, positionParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toRange } from './positions.ts';

/** References and highlights of a position: all mentions of the entity that stands there. */
export function registerReferences(context: ServerContext): ServerCapabilities {
  const { connection } = context;
  connection.onReferences(
    answering(context, positionParams, ({ textDocument: { uri }, position }): Location[] =>
      rangesOfEntity(context, uri, position).map((range) => ({ uri, range })),
    ),
  );
  connection.onDocumentHighlight(
    answering(context, positionParams, ({ textDocument: { uri }, position }): DocumentHighlight[] =>
      rangesOfEntity(context, uri, position).map((range) => ({ range, kind: DocumentHighlightKind.Text })),
    ),
  );
  return { referencesProvider: true, documentHighlightProvider: true };
}

/** Of nested mentions the innermost counts; where it has several types, all of them, each place once. */
function rangesOfEntity(context: ServerContext, uri: string, position: Range['start']): Range[] {
  const { documents, store } = context;
  const document = documents.get(uri);
  if (!document) return [];
  const mentions = store.at(uri, document.offsetAt(position));
  const [innermost] = mentions;
  if (!innermost) return [];
  const { start, end } = innermost.source;
  const spans = mentions
    .filter(({ source }) => source.start === start && source.end === end)
    .flatMap(({ type, text }) => store.ofEntity(uri, type, text))
    .map(({ source, type }) => ({ ...source, type }))
    .sort(compareMentions);
  return spans
    .filter((span, at) => span.start !== spans[at - 1]?.start || span.end !== spans[at - 1]?.end)
    .map((span) => toRange(document, span));
}
