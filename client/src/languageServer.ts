import * as vscode from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  SemanticTokensRegistrationType,
  State,
  TransportKind,
  type NotificationType,
  type RequestType,
  type RequestType0,
} from 'vscode-languageclient/node';
import {
  documentTypeSet,
  entitiesChanged,
  modelStatusChanged,
  typesDiscovered,
  userMessage,
  type DiscoveredTypes,
  type EntitiesSummary,
  type ModelStatus,
} from '../../server/src/protocol.ts';
import { keylessLog } from './discovery/keylessLog.ts';
import { languageScopedSettings } from './languageScopedSettings.ts';
import { showUserMessage } from './messages.ts';
import { outlineOfPoints } from './outline.ts';
import { highlightsEnabled } from './settings.ts';
import { SharedDocuments } from './sharedDocuments.ts';

/** Where the extension stands, and where it may keep files. */
export type Places = Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>;

/** Who hears what the server says by itself, and tells what it must know of every document. */
export interface ServerListeners {
  readonly summary: (summary: EntitiesSummary) => void;
  readonly model: (status: ModelStatus) => void;
  readonly discovered: (found: DiscoveredTypes & { readonly uri: string }) => void;
  /** The type set that a person chose for a document, which the server is to know as soon as it knows the document. */
  readonly typeSetOf: (uri: string) => string | undefined;
  /** The server runs, for the first time or again, and knows nothing that it was told before. */
  readonly running: () => void;
  /** The server ended; VS Code's client may start it again. */
  readonly stopped: () => void;
}

/** The language server and the line to it. Loaded only when it is needed, since the LSP client is large. */
export class LanguageServer {
  private readonly shared: SharedDocuments;
  private readonly client: LanguageClient;

  private constructor(
    { extensionUri, globalStorageUri }: Places,
    log: vscode.LogOutputChannel,
    listeners: ServerListeners,
  ) {
    this.shared = new SharedDocuments(async ({ uri }) => {
      const typeSet = listeners.typeSetOf(uri.toString());
      if (typeSet === undefined) return;
      await this.client.sendNotification(documentTypeSet, { uri: uri.toString(), typeSet });
    });
    this.client = new LanguageClient(
      'universalNer',
      'Universal NER',
      {
        module: vscode.Uri.joinPath(extensionUri, 'dist', 'server.mjs').fsPath,
        transport: TransportKind.ipc,
      },
      {
        // The least specific selector: no language's own semantic tokens are ever displaced by ours.
        documentSelector: [{ language: '*' }],
        outputChannel: log,
        traceOutputChannel: keylessLog(log),
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: { client: 'vscode', cacheFolder: globalStorageUri.fsPath },
        middleware: {
          ...this.shared.middleware,
          workspace: languageScopedSettings,
          ...outlineOfPoints,
          provideDocumentSemanticTokens: (document, token, next) =>
            highlightsEnabled() ? next(document, token) : undefined,
          provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
            highlightsEnabled() ? next(document, previous, token) : undefined,
          provideDocumentRangeSemanticTokens: (document, range, token, next) =>
            highlightsEnabled() ? next(document, range, token) : undefined,
        },
      },
    );
    this.client.onNotification(entitiesChanged, listeners.summary);
    this.client.onNotification(modelStatusChanged, listeners.model);
    this.client.onNotification(typesDiscovered, listeners.discovered);
    this.client.onNotification(userMessage, (message) => void showUserMessage(message));
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) listeners.running();
      if (newState !== State.Stopped) return;
      this.shared.reset();
      listeners.stopped();
    });
  }

  /**
   * Starts the server in a process of its own.
   * @throws when its process can't be started or ends before it answers
   */
  static async start(
    places: Places,
    log: vscode.LogOutputChannel,
    listeners: ServerListeners,
  ): Promise<LanguageServer> {
    const server = new LanguageServer(places, log, listeners);
    await server.client.start();
    return server;
  }

  /** @throws what the server answers instead, or why it can't be started again */
  async request<P, R>(
    type: RequestType<P, R, void> | RequestType0<R, void>,
    params: P | undefined,
    token: vscode.CancellationToken | undefined,
  ): Promise<R> {
    await this.ensureRunning();
    return params === undefined
      ? this.client.sendRequest<R>(type.method)
      : this.client.sendRequest<R>(type.method, params, token);
  }

  /** Tells the server something that needs no answer; nothing while no server runs. */
  async notify<P>(type: NotificationType<P>, params: P): Promise<void> {
    if (this.client.isRunning()) await this.client.sendNotification(type.method, params);
  }

  /** Tells the server of a document that it would not hear of by itself. */
  async share(document: vscode.TextDocument): Promise<void> {
    await this.ensureRunning();
    await this.shared.adopt(this.client, document);
  }

  /** A server that crashed too often stays down until a person asks for something again. */
  private async ensureRunning(): Promise<void> {
    if (this.client.needsStart()) await this.client.start();
  }

  /** Has VS Code ask again for what the server colours. */
  refreshSemanticTokens(): void {
    if (!this.client.isRunning()) return;
    const feature = this.client.getFeature(SemanticTokensRegistrationType.method);
    for (const document of vscode.workspace.textDocuments) {
      feature.getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
    }
  }

  /** Resolves when its process is gone. */
  stop(): Promise<void> {
    return this.client.dispose();
  }
}
