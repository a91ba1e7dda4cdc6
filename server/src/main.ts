#!/usr/bin/env node
import { ErrorCodes, ProposedFeatures, ResponseError, createConnection } from 'vscode-languageserver/node';
import { TextDocumentSyncKind } from 'vscode-languageserver';
import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { AnswerCache } from './entities/cache.ts';
import { EntityStore } from './entities/store.ts';
import { readClientInfo } from './features/clientInfo.ts';
import { registerAnswerCache } from './features/answerCache.ts';
import { registerCodeActions } from './features/codeActions.ts';
import { Configuration } from './features/configuration.ts';
import type { ServerContext } from './features/context.ts';
import { registerDiagnostics } from './features/diagnostics.ts';
import { registerDocumentSymbol } from './features/documentSymbol.ts';
import { registerDiscoveryRequests } from './features/discoveryRequests.ts';
import { DocumentTypes } from './features/documentTypes.ts';
import { Documents } from './features/documents.ts';
import { registerEntitiesChanges } from './features/entitiesChanges.ts';
import { registerEntitiesRequests } from './features/entitiesRequests.ts';
import { registerExportRequests } from './features/exportRequests.ts';
import { registerExtractRequests } from './features/extractRequests.ts';
import { Extractions } from './features/extractions.ts';
import { registerFrontMatterRequests } from './features/frontMatterRequests.ts';
import { registerHover } from './features/hover.ts';
import { registerLabelsRequests } from './features/labelsRequests.ts';
import { registerModelRequests } from './features/modelRequests.ts';
import { registerReferences } from './features/references.ts';
import { registerScoreFilter } from './features/scoreFilter.ts';
import { registerSemanticTokens } from './features/semanticTokens.ts';
import { registerLiveUpdates } from './features/liveUpdates.ts';
import { registerStoreSync } from './features/storeSync.ts';
import { registerTypeSetsRequests } from './features/typeSetsRequests.ts';
import { tellUser } from './features/userMessages.ts';
import { VisibleRanges } from './features/visibleRanges.ts';
import { SettingsDiscoveryRoom } from './discoveryRoom.ts';
import { speak } from './language.ts';
import { LocalModelRoom } from './modelRoom.ts';
import { defaultSettings } from './settings.ts';

const usage = `universal-ner-language-server: finds entities of any type, for any client of the Language Server Protocol.

Usage: universal-ner-language-server --stdio
`;

/** Features that add to the server's capabilities. */
const providers: readonly ((context: ServerContext) => ServerCapabilities)[] = [
  registerSemanticTokens,
  registerHover,
  registerDocumentSymbol,
  registerReferences,
  registerCodeActions,
  registerExtractRequests,
];
/** Features that need no capability; the store's own comes first, so that all others find it up to date. */
const listeners: readonly ((context: ServerContext) => void)[] = [
  registerStoreSync,
  registerScoreFilter,
  registerEntitiesChanges,
  registerDiagnostics,
  registerEntitiesRequests,
  registerExportRequests,
  registerModelRequests,
  registerTypeSetsRequests,
  registerFrontMatterRequests,
  registerLabelsRequests,
  registerDiscoveryRequests,
  registerAnswerCache,
  registerLiveUpdates,
];

function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  let model: LocalModelRoom | undefined;
  let discovery: SettingsDiscoveryRoom | undefined;
  const cache = new AnswerCache();
  let isShutDown = false;

  const initialize = (params: InitializeParams): InitializeResult => {
    speak(params.locale);
    const client = readClientInfo(params);
    const documents = new Documents(connection);
    const configuration = new Configuration(connection, client, documents);
    const log = (line: string): void => {
      connection.console.log(line);
    };
    const room = new LocalModelRoom(defaultSettings, {
      log,
      notice: (message) => {
        tellUser(connection, client, { severity: 'warning', message, remedy: '' });
      },
    });
    model = room;
    const discoveryRoom = new SettingsDiscoveryRoom(defaultSettings, log);
    discovery = discoveryRoom;
    configuration.onDidChange(() => {
      room.follow(configuration.global);
      discoveryRoom.follow(configuration.global);
    });
    const store = new EntityStore();
    const types = new DocumentTypes(connection, client, configuration, documents);
    const visible = new VisibleRanges(connection, documents);
    const context: ServerContext = {
      connection,
      client,
      documents,
      configuration,
      types,
      store,
      model: room,
      discovery: discoveryRoom,
      cache,
      extractions: new Extractions({
        documents,
        configuration,
        types,
        store,
        model: room,
        cache,
        visible,
        log,
      }),
      get isShutDown() {
        return isShutDown;
      },
    };
    for (const register of listeners) register(context);
    const capabilities = providers.map((register) => register(context));
    connection.onInitialized(() => {
      configuration.start();
    });
    return {
      serverInfo: { name: 'Universal NER' },
      capabilities: Object.assign(
        { textDocumentSync: TextDocumentSyncKind.Incremental, positionEncoding: 'utf-16' },
        ...capabilities,
      ) as ServerCapabilities,
    };
  };

  connection.onInitialize(initialize);
  connection.onRequest((method) => {
    if (model) throw new ResponseError(ErrorCodes.MethodNotFound, `The server does not know ${method}.`);
    throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.');
  });
  connection.onShutdown(async () => {
    isShutDown = true;
    model?.dispose();
    discovery?.dispose();
    await cache.flush();
  });
  connection.listen();
}

const isTransportGiven = process.argv
  .slice(2)
  .some((argument) => /^--(stdio|node-ipc|socket|pipe)\b/.test(argument));
if (isTransportGiven) {
  serve();
} else {
  process.stderr.write(usage);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
}
