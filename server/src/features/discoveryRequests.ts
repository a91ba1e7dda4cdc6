import type { CancellationToken } from 'vscode-languageserver';
import { discover } from '../entities/discovery/discover.ts';
import { discoverTypes, typesDiscovered } from '../protocol.ts';
import type { DiscoveredTypes } from '../protocol.ts';
import { answering, openDocument, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { checkSize, snapshot } from './extractions.ts';
import { Throttle } from './throttle.ts';

/** At most this often is told what was found so far, in milliseconds: a list that a person reads. */
const tellInterval = 400;

/** Proposes types for a document and streams what it finds; a cancelled request answers what was found until then. */
export function registerDiscoveryRequests(context: ServerContext): void {
  context.connection.onRequest(
    discoverTypes,
    answering(context, uriParams, ({ uri }, token) => discoverIn(context, uri, token)),
  );
}

async function discoverIn(
  context: ServerContext,
  uri: string,
  token: CancellationToken,
): Promise<DiscoveredTypes> {
  const { configuration, connection, documents, model, cache, types } = context;
  openDocument(context, uri);
  const settings = await configuration.settled(uri);
  await types.refresh(uri);
  const document = openDocument(context, uri);
  checkSize(document, settings);
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  const cancelling = token.onCancellationRequested(() => {
    abort.abort();
  });
  const closing = documents.onDidClose((closed) => {
    if (closed === uri) abort.abort();
  });
  let found: (() => DiscoveredTypes) | undefined;
  const tell = new Throttle<string>(tellInterval, () => {
    if (found) void connection.sendNotification(typesDiscovered, { uri, ...found() });
  });
  try {
    return await discover(
      snapshot(document),
      {
        passageBudget: model.passageBudget,
        resolve: types.of(uri),
        ...(settings.annotationStyle !== null && { style: settings.annotationStyle }),
        signal: abort.signal,
        onProgress: (state) => {
          found = state;
          tell.call(uri);
        },
      },
      { engine: model.engine, cache, modelKey: model.key },
    );
  } finally {
    tell.cancel(uri);
    cancelling.dispose();
    closing.dispose();
  }
}
