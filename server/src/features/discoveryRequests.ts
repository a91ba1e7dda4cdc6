import * as l10n from '@vscode/l10n';
import type { CancellationToken } from 'vscode-languageserver';
import * as z from 'zod';
import type { DiscoveryChoice } from '../discoveryChoice.ts';
import { discoverInConversation } from '../entities/discovery/conversation.ts';
import { discover } from '../entities/discovery/discover.ts';
import { ModelError } from '../model/engine.ts';
import { discoverTypes, discoveryModel, typesDiscovered } from '../protocol.ts';
import type { DiscoveredTypes, DiscoveryModelInfo } from '../protocol.ts';
import { answering, answeringAlone, openDocument, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { checkSize, snapshot } from './extractions.ts';
import { Throttle } from './throttle.ts';

/** At most this often is told what was found so far, in milliseconds: a list that a person reads. */
const tellInterval = 400;

const discoverParams = uriParams.extend({
  access: z.object({ address: z.string(), apiKey: z.string().min(1).optional() }).optional(),
});

type DiscoverParams = z.infer<typeof discoverParams>;

/** Proposes types for a document and streams what it finds; a cancelled request answers what was found until then. */
export function registerDiscoveryRequests(context: ServerContext): void {
  context.connection.onRequest(
    discoveryModel,
    answeringAlone(context, async () => {
      await context.configuration.settled('');
      return infoOf(context.discovery.choice);
    }),
  );
  context.connection.onRequest(
    discoverTypes,
    answering(context, discoverParams, (params, token) => discoverIn(context, params, token)),
  );
}

function infoOf(choice: DiscoveryChoice): DiscoveryModelInfo {
  if (choice.kind !== 'endpoint') return choice;
  const { endpoint, model } = choice;
  return { kind: 'endpoint', ...endpoint, ...(model !== undefined && { model }) };
}

async function discoverIn(
  context: ServerContext,
  { uri, access }: DiscoverParams,
  token: CancellationToken,
): Promise<DiscoveredTypes> {
  const { configuration, connection, documents, types } = context;
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
  const following: Following = {
    signal: abort.signal,
    onProgress: (state) => {
      found = state;
      tell.call(uri);
    },
  };
  try {
    const { choice } = context.discovery;
    if (choice.kind === 'inventory') return await discoverByInventory(context, uri, following);
    allow(choice, access);
    const model = context.discovery.open(choice, access?.apiKey);
    return await discoverInConversation(snapshot(document), model, following);
  } finally {
    tell.cancel(uri);
    cancelling.dispose();
    closing.dispose();
  }
}

interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: (found: () => DiscoveredTypes) => void;
}

function discoverByInventory(
  context: ServerContext,
  uri: string,
  following: Following,
): Promise<DiscoveredTypes> {
  const { configuration, model, cache, types } = context;
  const { annotationStyle } = configuration.of(uri);
  return discover(
    snapshot(openDocument(context, uri)),
    {
      passageBudget: model.passageBudget,
      resolve: types.of(uri),
      ...(annotationStyle !== null && { style: annotationStyle }),
      ...following,
    },
    { engine: model.engine, cache, modelKey: model.key },
  );
}

/** Passages and the key go only where the person said, who may have meant the address of before. */
function allow(choice: DiscoveryChoice, access: DiscoverParams['access']): void {
  if (choice.kind !== 'endpoint') return;
  const { address, host, isLoopback } = choice.endpoint;
  if (access?.address === address || (access === undefined && isLoopback)) return;
  throw new ModelError(
    l10n.t('Passages of the document would be sent to {0}, and nobody has agreed to that.', host),
    l10n.t('Run "Universal NER: Discover Entity Types..." again, and choose to send them.'),
  );
}
