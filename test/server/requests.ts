import type { CancellationToken } from 'vscode-languageserver-protocol';
import { ExecuteCommandRequest } from 'vscode-languageserver-protocol';
import { commands, entities } from '../../server/src/protocol.ts';
import type {
  DismissParams,
  EntitiesResult,
  ExtractParams,
  ExtractResult,
  ModelStatus,
} from '../../server/src/protocol.ts';
import type { LspClient } from './lspClient.ts';

/** Extracts as any LSP client can. */
export async function extractByCommand(
  client: LspClient,
  params: ExtractParams,
  token?: CancellationToken,
): Promise<ExtractResult> {
  const command = { command: commands.extract, arguments: [params] };
  return (await client.connection.sendRequest(ExecuteCommandRequest.type, command, token)) as ExtractResult;
}

export async function dismissByCommand(client: LspClient, params: DismissParams): Promise<void> {
  const command = { command: commands.dismiss, arguments: [params] };
  await client.connection.sendRequest(ExecuteCommandRequest.type, command);
}

export function entitiesOf(client: LspClient, uri: string, since?: number): Promise<EntitiesResult> {
  return client.connection.sendRequest(entities, { uri, ...(since !== undefined && { since }) });
}

/** The most queries that the model was seen to work on since a point in `received`; 0 when it was not asked. */
export function asked(client: LspClient, since: number): number {
  return client.received
    .slice(since)
    .filter(({ method }) => method === 'universalNer/modelStatusChanged')
    .map(({ params }) => params as ModelStatus)
    .reduce((most, status) => (status.kind === 'asking' ? Math.max(most, status.pending) : most), 0);
}
