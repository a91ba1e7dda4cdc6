import { WorkDoneProgressReporter } from 'vscode-languageserver';
import type { CancellationToken, ServerCapabilities } from 'vscode-languageserver';
import * as z from 'zod';
import { commands, extract } from '../protocol.ts';
import type { ExtractParams, ExtractResult } from '../protocol.ts';
import { answering, invalidParams, rangeParam, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { dismissMention, dismissParams } from './entitiesRequests.ts';
import { reportProgress } from './extractProgress.ts';

const workDoneToken = z.union([z.string(), z.number()]);
const extractParams: z.ZodType<ExtractParams> = uriParams.extend({
  types: z.array(z.string().trim().min(1)).min(1).exactOptional(),
  range: rangeParam.exactOptional(),
  listed: z.boolean().exactOptional(),
  workDoneToken: workDoneToken.exactOptional(),
});
const commandParams = z.object({ command: z.string(), arguments: z.array(z.unknown()).default([]) });

/** Extraction as a custom request, and the commands that any LSP client can execute. */
export function registerExtractRequests(context: ServerContext): ServerCapabilities {
  const { connection, client } = context;
  connection.onRequest(
    extract,
    answering(context, extractParams, (params, token) => extractWithProgress(context, params, token)),
  );
  connection.onExecuteCommand((params, token, progress) =>
    answering(context, commandParams, ({ command, arguments: [argument] }) => {
      switch (command) {
        case commands.extract:
          return answering(context, extractParams, (given) =>
            extractWithProgress(context, given, token, progress),
          )(argument, token);
        case commands.dismiss:
          return answering(context, dismissParams, (given) => dismissMention(context, given))(
            argument,
            token,
          );
        default:
          throw invalidParams(`There is no command ${JSON.stringify(command)}.`);
      }
    })(params, token),
  );
  if (client.isVsCode) return {};
  return {
    executeCommandProvider: { commands: [commands.extract, commands.dismiss], workDoneProgress: true },
  };
}

/**
 * Extracts and reports progress: to the client's token where it gave one, else, in clients that show progress,
 * to a token of the server's, by which the user can cancel.
 */
async function extractWithProgress(
  context: ServerContext,
  params: ExtractParams,
  token: CancellationToken,
  commandProgress?: WorkDoneProgressReporter,
): Promise<ExtractResult> {
  const { connection, client, extractions } = context;
  const abort = new AbortController();
  const cancel = (): void => {
    abort.abort();
  };
  if (token.isCancellationRequested) cancel();
  token.onCancellationRequested(cancel);
  const isCommandProgress = commandProgress && !WorkDoneProgressReporter.isNullInstance(commandProgress);
  const given = isCommandProgress
    ? commandProgress
    : connection.window.attachWorkDoneProgress(params.workDoneToken);
  const creates = WorkDoneProgressReporter.isNullInstance(given) && client.showsProgress && !client.isVsCode;
  const own = creates ? await connection.window.createWorkDoneProgress().catch(() => undefined) : undefined;
  own?.token.onCancellationRequested(cancel);
  const stopReporting = reportProgress(context, params.uri, own ?? given, own !== undefined);
  try {
    return await extractions.run(params, abort.signal);
  } finally {
    stopReporting();
  }
}
