import * as vscode from 'vscode';
import type { WireMention } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { mentionAfter, mentionBefore } from '../mentionSearch.ts';
import type { CommandTable } from './table.ts';

export const navigationCommands: CommandTable = {
  'universalNer.nextEntity': (context) => go(context, mentionAfter),
  'universalNer.previousEntity': (context) => go(context, mentionBefore),
};

/** Goes from the cursor to the next mention in a direction; round the ends of the document. */
function go(
  context: Context,
  find: (mentions: readonly WireMention[], offset: number) => WireMention | undefined,
): void {
  const editor = context.current.editor;
  const mentions = context.entitiesOf(editor?.document)?.mentions;
  if (!editor || !mentions) return;
  const mention = find(mentions, editor.document.offsetAt(editor.selection.start));
  if (mention) revealMention(editor, mention);
}

/** Selects a mention and brings it into view. */
export function revealMention(editor: vscode.TextEditor, { start, end }: WireMention): void {
  const range = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(end));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
