import * as l10n from '@vscode/l10n';
import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, Diagnostic, ServerCapabilities } from 'vscode-languageserver';
import * as z from 'zod';
import type { Mention } from '../entities/mention.ts';
import { commands } from '../protocol.ts';
import type { DismissParams } from '../protocol.ts';

import { answering, rangeParam, textDocumentParams } from './context.ts';
import type { ServerContext } from './context.ts';
import type { DiagnosticData } from './diagnostics.ts';
import { toSpan } from './positions.ts';

/** A selection over half a document should not offer hundreds of actions. */
const maxMentions = 5;

const params = textDocumentParams.extend({
  range: rangeParam,
  context: z.object({ diagnostics: z.array(z.unknown()), only: z.array(z.string()).optional() }),
});

/** Quick fixes: dismiss this mention, or every mention of this text. */
export function registerCodeActions(context: ServerContext): ServerCapabilities {
  const { connection, documents, store } = context;
  connection.onCodeAction(
    answering(context, params, ({ textDocument: { uri }, range, context: asked }): CodeAction[] => {
      const document = documents.get(uri);
      const wanted = asked.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
      if (!document || !wanted) return [];
      const span = toSpan(document, range);
      const mentions = span.start === span.end ? store.at(uri, span.start) : store.inRange(uri, span);
      const diagnostics = asked.diagnostics as readonly Diagnostic[];
      const command = context.client.isVsCode ? commands.dismissInVsCode : commands.dismiss;
      return mentions
        .slice(0, maxMentions)
        .flatMap((mention) => actionsFor(uri, mention, diagnostics, command));
    }),
  );
  return { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } };
}

function actionsFor(
  uri: string,
  { id, type, text }: Mention,
  diagnostics: readonly Diagnostic[],
  command: string,
): CodeAction[] {
  const own = diagnostics.filter(({ data }) => (data as Partial<DiagnosticData> | undefined)?.id === id);
  const action = (title: string, scope: DismissParams['scope']): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...(own.length > 0 && { diagnostics: own }),
    command: { title, command, arguments: [{ uri, id, scope } satisfies DismissParams] },
  });
  return [
    action(l10n.t('Dismiss this mention of “{0}” ({1})', text, type), 'mention'),
    action(l10n.t('Dismiss every “{0}” ({1}) in this document', text, type), 'text'),
  ];
}
