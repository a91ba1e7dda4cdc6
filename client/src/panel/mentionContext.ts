import type * as vscode from 'vscode';
import type { WireMention } from '../../../server/src/protocol.ts';
import type { MentionContext } from './messages.ts';

/** As many UTF-16 code units as a row has room for. */
const before = 24;
const after = 80;

/** Where a mention stands: its line, and the words around it on that line. */
export function contextOf(document: vscode.TextDocument, { id, start, end }: WireMention): MentionContext {
  const from = document.positionAt(start);
  const to = document.positionAt(end);
  const line = document.lineAt(from.line).text;
  const lastColumn = to.line === from.line ? to.character : line.length;
  const head = line.slice(0, from.character).trimStart();
  const shown = head.length > before ? `…${wholeWords(head.slice(-before))}` : head;
  return {
    id,
    line: from.line + 1,
    before: shown,
    text: line.slice(from.character, lastColumn),
    after: line.slice(lastColumn, lastColumn + after),
  };
}

/** Without the part of a word, or of a letter, that a cut left at the start. */
function wholeWords(text: string): string {
  return text.replace(/^[^\s]*\s+(?=\S)/u, '');
}
