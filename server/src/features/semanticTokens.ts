import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type {
  CancellationToken,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensEdit,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import * as z from 'zod';
import type { Span } from '../document/span.ts';
import { finish, pace } from '../document/steps.ts';
import type { Steps } from '../document/steps.ts';
import { chosenSlots, entitySlots, slotsOf } from '../protocol.ts';
import { answering, rangeParam, textDocumentParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toSpan } from './positions.ts';

/** So many mentions are encoded in one step, in less than a millisecond. */
const mentionsAtOnce = 500;

const tokenTypes = Array.from({ length: entitySlots }, (_, index) => `entity${index + 1}`);

/** Tokens of the entities in the fixed palette `entity1` to `entity12`: whole, of a range, and as a delta. */
export function registerSemanticTokens(context: ServerContext): ServerCapabilities {
  const { connection, documents, store, types } = context;
  /** What each document was answered last, for deltas. */
  const answered = new Map<string, { resultId: string; data: number[] }>();
  let results = 0;
  documents.onDidClose((uri) => answered.delete(uri));

  const slots = (uri: string): ((type: string) => number) =>
    slotsOf(store.types(uri), chosenSlots(types.inUse(uri).colors));
  const whole = async (
    uri: string,
    token: CancellationToken,
  ): Promise<SemanticTokens & { resultId: string }> => {
    const resultId = String(++results);
    const document = documents.get(uri);
    if (!document) return { resultId, data: [] };
    const steps = tokenSteps(document, store.indexed(uri), slots(uri));
    const result = { resultId, data: await pace(untilEdited(document, token, steps)) };
    if (documents.get(uri)) answered.set(uri, result);
    return result;
  };

  connection.languages.semanticTokens.on(
    answering(context, textDocumentParams, ({ textDocument: { uri } }, token) => whole(uri, token)),
  );
  connection.languages.semanticTokens.onDelta(
    answering(
      context,
      textDocumentParams.extend({ previousResultId: z.string() }),
      async (
        { textDocument: { uri }, previousResultId },
        token,
      ): Promise<SemanticTokens | SemanticTokensDelta> => {
        const previous = answered.get(uri);
        const result = await whole(uri, token);
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
        const mentions = store.inRange(uri, toSpan(document, range));
        const spans = mentions.map(({ type, source }) => ({ type, ...source }));
        return { data: finish(tokenSteps(document, spans, slots(uri))) };
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
 * The same steps as long as the document is not edited: mentions move with the text.
 * @throws {ResponseError} `ContentModified` once it is, `RequestCancelled` when nobody wants the result any more
 */
export function* untilEdited<T>(document: TextDocument, token: CancellationToken, steps: Steps<T>): Steps<T> {
  const { version } = document;
  for (;;) {
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    if (document.version !== version)
      throw new ResponseError(LSPErrorCodes.ContentModified, 'The document was edited meanwhile.');
    const step = steps.next();
    if (step.done === true) return step.value;
    yield undefined;
  }
}

/**
 * Encodes mentions as LSP's relative five-number tokens. Tokens may neither overlap nor cross a line end: of
 * overlapping mentions the outer, else the earlier, keeps its text and the other gets what is left.
 * @param mentions in document order, the longer of two with the same start first
 * @param slotOf the identity colour of a type, from 1
 */
export function* tokenSteps(
  document: TextDocument,
  mentions: Iterable<Span & { readonly type: string }>,
  slotOf: (type: string) => number,
): Steps<number[]> {
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
  let read = 0;
  for (const mention of mentions) {
    if (++read % mentionsAtOnce === 0) yield undefined;
    const from = Math.max(mention.start, covered);
    if (from >= mention.end) continue;
    covered = mention.end;
    const slot = slotOf(mention.type);
    const start = document.positionAt(from);
    const end = document.positionAt(mention.end);
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
