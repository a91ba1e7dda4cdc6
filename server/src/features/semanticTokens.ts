import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensEdit,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import * as z from 'zod';
import type { Mention } from '../entities/mention.ts';
import { chosenSlots, entitySlots, slotsOf } from '../protocol.ts';
import { answering, rangeParam, textDocumentParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toSpan } from './positions.ts';

const tokenTypes = Array.from({ length: entitySlots }, (_, index) => `entity${index + 1}`);

/** Tokens of the entities in the fixed palette `entity1` to `entity12`: whole, of a range, and as a delta. */
export function registerSemanticTokens(context: ServerContext): ServerCapabilities {
  const { connection, documents, store, types } = context;
  /** What each document was answered last, for deltas. */
  const answered = new Map<string, { resultId: string; data: number[] }>();
  let results = 0;
  documents.onDidClose((uri) => answered.delete(uri));

  const tokens = (uri: string, mentions: readonly Mention[]): number[] => {
    const document = documents.get(uri);
    if (!document) return [];
    const chosen = chosenSlots(types.inUse(uri).colors);
    return encodeTokens(document, mentions, slotsOf(store.types(uri), chosen));
  };
  const whole = (uri: string): SemanticTokens & { resultId: string } => {
    const result = { resultId: String(++results), data: tokens(uri, store.mentions(uri)) };
    if (documents.get(uri)) answered.set(uri, result);
    return result;
  };

  connection.languages.semanticTokens.on(
    answering(context, textDocumentParams, ({ textDocument: { uri } }) => whole(uri)),
  );
  connection.languages.semanticTokens.onDelta(
    answering(
      context,
      textDocumentParams.extend({ previousResultId: z.string() }),
      ({ textDocument: { uri }, previousResultId }): SemanticTokens | SemanticTokensDelta => {
        const previous = answered.get(uri);
        const result = whole(uri);
        if (previous?.resultId !== previousResultId) return result;
        return { resultId: result.resultId, edits: tokenEdits(previous.data, result.data) };
      },
    ),
  );
  connection.languages.semanticTokens.onRange(
    answering(
      context,
      textDocumentParams.extend({ range: rangeParam }),
      ({ textDocument: { uri }, range }): SemanticTokens => {
        const document = documents.get(uri);
        if (!document) return { data: [] };
        return { data: tokens(uri, store.inRange(uri, toSpan(document, range))) };
      },
    ),
  );
  return {
    semanticTokensProvider: {
      legend: { tokenTypes, tokenModifiers: [] },
      full: { delta: true },
      range: true,
    },
  };
}

/**
 * Encodes mentions as LSP's relative five-number tokens. Tokens may neither overlap nor cross a line end: of
 * overlapping mentions the outer, else the earlier, keeps its text and the other gets what is left.
 * @param mentions in document order, the longer of two with the same start first
 * @param slotOf the identity colour of a type, from 1
 */
export function encodeTokens(
  document: TextDocument,
  mentions: readonly Mention[],
  slotOf: (type: string) => number,
): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  let covered = 0;
  const push = (atLine: number, from: number, to: number, slot: number): void => {
    if (to <= from) return;
    data.push(atLine - line, atLine === line ? from - character : from, to - from, slot - 1, 0);
    line = atLine;
    character = from;
  };
  for (const { source, type } of mentions) {
    const from = Math.max(source.start, covered);
    if (from >= source.end) continue;
    covered = source.end;
    const slot = slotOf(type);
    const start = document.positionAt(from);
    const end = document.positionAt(source.end);
    for (let at = start.line; at <= end.line; at++) {
      const lineStart = document.offsetAt({ line: at, character: 0 });
      const lineEnd = document.offsetAt({ line: at, character: Number.MAX_SAFE_INTEGER });
      push(
        at,
        at === start.line ? start.character : 0,
        at === end.line ? end.character : lineEnd - lineStart,
        slot,
      );
    }
  }
  return data;
}

/** The smallest single replacement that leads from one answer's numbers to the other's; none when they are equal. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same++;
  return [
    { start, deleteCount: before.length - same - start, data: after.slice(start, after.length - same) },
  ];
}
