import * as vscode from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  SemanticTokensRegistrationType,
  State,
  TransportKind,
  type RequestType,
  type RequestType0,
} from 'vscode-languageclient/node';
import {
  entities,
  entitiesChanged,
  modelStatusChanged,
  userMessage,
  type ModelStatus,
} from '../../server/src/protocol.ts';
import { CurrentDocument, SharedDocuments } from './documents.ts';
import { EntityMirror, type MirrorChange, type MirroredDocument } from './mirror.ts';
import { highlightsEnabled } from './settings.ts';
import { TypeMemory } from './types/typeMemory.ts';
import { showUserMessage } from './messages.ts';

/**
 * What every part of the client stands on: the language server (started at the first need, so that activation
 * costs nothing), the mirror of its entities, the model's state, the current document and the types of before.
 */
export class Context implements vscode.Disposable {
  readonly current = new CurrentDocument();
  readonly types: TypeMemory;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;

  private model: ModelStatus = { kind: 'idle' };
  private client: Promise<LanguageClient> | undefined;
  private readonly shared = new SharedDocuments();
  private readonly entitiesChanged = new vscode.EventEmitter<MirrorChange>();
  private readonly modelChanged = new vscode.EventEmitter<ModelStatus>();
  private readonly mirror = new EntityMirror(
    async (params) => this.request(entities, params),
    (change) => this.entitiesChanged.fire(change),
  );
  private readonly subscriptions: vscode.Disposable[] = [];

  /** One event for everything that shows entities. */
  readonly onDidChangeEntities = this.entitiesChanged.event;
  readonly onDidChangeModel = this.modelChanged.event;

  constructor(extension: vscode.ExtensionContext) {
    this.extensionUri = extension.extensionUri;
    this.types = new TypeMemory(extension.globalState, extension.workspaceState);
    this.log = vscode.window.createOutputChannel('Universal NER', { log: true });
    this.subscriptions.push(
      this.log,
      this.current,
      this.entitiesChanged,
      this.modelChanged,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          start: rangeOffset,
          end: rangeOffset + rangeLength,
          length: text.length,
        }));
        this.mirror.onEdits(document.uri.toString(), document.version, edits);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.mirror.forget(uri.toString())),
    );
  }

  get modelStatus(): ModelStatus {
    return this.model;
  }

  /** What is known of a document's entities; `undefined` when none were ever asked. */
  entitiesOf(document: vscode.TextDocument | undefined): MirroredDocument | undefined {
    return document && this.mirror.get(document.uri.toString());
  }

  /**
   * Asks the server, which is started where needed.
   * @throws what the server answers instead, or why it can't be started
   */
  async request<R>(type: RequestType0<R, void>): Promise<R>;
  async request<P, R>(type: RequestType<P, R, void>, params: P, token?: vscode.CancellationToken): Promise<R>;
  async request<P, R>(
    type: RequestType<P, R, void> | RequestType0<R, void>,
    params?: P,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const client = await this.start();
    return params === undefined
      ? client.sendRequest<R>(type.method)
      : client.sendRequest<R>(type.method, params, token);
  }

  /** Starts the server and tells it of a document that it would not hear of by itself. */
  async share(document: vscode.TextDocument): Promise<void> {
    await this.shared.adopt(await this.start(), document);
  }

  /** Whether a server runs or starts; where none does there is nothing to stop, to clear or to show. */
  get isStarted(): boolean {
    return this.client !== undefined;
  }

  /** Has VS Code ask again for what the server colours. */
  async refreshSemanticTokens(): Promise<void> {
    const client = await this.client;
    if (!client?.isRunning()) return;
    const feature = client.getFeature(SemanticTokensRegistrationType.method);
    for (const document of vscode.workspace.textDocuments) {
      feature.getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Ends the server; resolves when it is gone. */
  async stop(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.dispose();
  }

  private start(): Promise<LanguageClient> {
    this.client ??= this.launch().catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }

  private async launch(): Promise<LanguageClient> {
    const client = new LanguageClient(
      'universalNer',
      'Universal NER',
      {
        module: vscode.Uri.joinPath(this.extensionUri, 'dist', 'server.mjs').fsPath,
        transport: TransportKind.ipc,
      },
      {
        // The least specific selector: no language's own semantic tokens are ever displaced by ours.
        documentSelector: [{ language: '*' }],
        outputChannel: this.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: { client: 'vscode' },
        middleware: {
          ...this.shared.middleware,
          provideDocumentSemanticTokens: (document, token, next) =>
            highlightsEnabled() ? next(document, token) : undefined,
          provideDocumentRangeSemanticTokens: (document, range, token, next) =>
            highlightsEnabled() ? next(document, range, token) : undefined,
        },
      },
    );
    client.onNotification(entitiesChanged, (summary) => this.mirror.onSummary(summary));
    client.onNotification(modelStatusChanged, (status) => this.setModel(status));
    client.onNotification(userMessage, (message) => void showUserMessage(message));
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Stopped) return;
      this.shared.reset();
      this.mirror.forgetAll();
      this.setModel({ kind: 'idle' });
    });
    await client.start();
    return client;
  }

  private setModel(status: ModelStatus): void {
    this.model = status;
    this.modelChanged.fire(status);
  }
}
