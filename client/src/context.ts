import * as vscode from 'vscode';
import type { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import {
  clear,
  documentTypes,
  documentTypeSet,
  entities,
  scoreFilter,
  typeSets,
  type DiscoveredTypes,
  type ModelStatus,
  type ScoreFilter,
} from '../../server/src/protocol.ts';
import { EndpointMemory } from './discovery/endpointMemory.ts';
import { CurrentDocument } from './documents.ts';
import type { LanguageServer } from './languageServer.ts';
import { EntityMirror, type MirrorChange, type MirroredDocument } from './mirror.ts';
import { FilterMemory } from './scores/filterMemory.ts';
import { followMoves } from './types/documentMoves.ts';
import { TypeMemory } from './types/typeMemory.ts';
import { TypeSets } from './types/typeSets.ts';

/**
 * What every part of the client stands on: the language server (started at the first need, so that activation
 * costs nothing), the mirror of its entities, the model's state, the current document, the types of before, the
 * type sets, and what was said of servers.
 */
export class Context implements vscode.Disposable {
  readonly current = new CurrentDocument();
  readonly types: TypeMemory;
  readonly typeSets: TypeSets;
  readonly endpoints: EndpointMemory;
  readonly log: vscode.LogOutputChannel;

  private model: ModelStatus = { kind: 'idle' };
  private server: Promise<LanguageServer> | undefined;
  private readonly filterMemory: FilterMemory;
  private readonly entitiesChanged = new vscode.EventEmitter<MirrorChange>();
  private readonly scoresAsked = new vscode.EventEmitter<string | undefined>();
  private readonly discovered = new vscode.EventEmitter<DiscoveredTypes & { readonly uri: string }>();
  private readonly modelChanged = new vscode.EventEmitter<ModelStatus>();
  private readonly typeSetsChanged = new vscode.EventEmitter<void>();
  private readonly mirror = new EntityMirror(
    async (params) => this.request(entities, params),
    (change) => this.entitiesChanged.fire(change),
  );
  private readonly subscriptions: vscode.Disposable[] = [];

  /** One event for everything that shows entities. */
  readonly onDidChangeEntities = this.entitiesChanged.event;
  /** What a search for the types of a document has found so far. */
  readonly onDidDiscover = this.discovered.event;
  readonly onDidChangeModel = this.modelChanged.event;
  readonly onDidChangeTypeSets = this.typeSetsChanged.event;
  /** Somebody wants to set the minimum score of a type, or of all. */
  readonly onDidAskForScores = this.scoresAsked.event;

  constructor(private readonly extension: vscode.ExtensionContext) {
    this.types = new TypeMemory(extension.globalState, extension.workspaceState);
    this.typeSets = new TypeSets(
      {
        sets: (uri) => this.request(typeSets, uri === undefined ? {} : { uri }),
        types: (uri) => this.request(documentTypes, { uri }),
        choose: (uri, typeSet) => this.notify(documentTypeSet, { uri, typeSet }),
      },
      extension.globalState,
      extension.workspaceState,
      () => this.typeSetsChanged.fire(),
    );
    this.endpoints = new EndpointMemory(extension.globalState, extension.secrets);
    this.filterMemory = new FilterMemory(extension.workspaceState);
    this.mirror.setFilter(this.filter);
    this.log = vscode.window.createOutputChannel('Universal NER', { log: true });
    this.subscriptions.push(
      this.log,
      this.current,
      this.entitiesChanged,
      this.discovered,
      this.modelChanged,
      this.typeSetsChanged,
      this.scoresAsked,
      followMoves((from, to) => {
        void this.types.move(from, to);
        void this.typeSets.move(from, to);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          start: rangeOffset,
          end: rangeOffset + rangeLength,
          length: text.length,
        }));
        this.mirror.onEdits(document.uri.toString(), document.version, edits);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.mirror.forget(uri.toString());
        this.typeSets.forget(uri.toString());
      }),
    );
  }

  get extensionUri(): vscode.Uri {
    return this.extension.extensionUri;
  }

  /** The extension's package.json. */
  get packageJson(): unknown {
    return this.extension.extension.packageJSON;
  }

  get modelStatus(): ModelStatus {
    return this.model;
  }

  /** The minimum scores that the person tries out in this workspace. */
  get filter(): ScoreFilter {
    return this.filterMemory.filter;
  }

  /** Has other minimum scores tried out: at once here, and told to the server, so that all features agree. */
  setFilter(filter: ScoreFilter): void {
    void this.filterMemory.remember(filter);
    this.mirror.setFilter(filter);
    void this.notify(scoreFilter, filter);
  }

  /** @param type absent: all types */
  askForScores(type?: string): void {
    this.scoresAsked.fire(type);
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
    return (await this.start()).request<P, R>(type, params, token);
  }

  /** Tells the server something; starts none. */
  async notify<P>(type: NotificationType<P>, params: P): Promise<void> {
    await (await this.server?.catch(() => undefined))?.notify(type, params);
  }

  /** Has the server, which is started where needed, know a document that it would not hear of by itself. */
  async introduce(document: vscode.TextDocument): Promise<void> {
    await (await this.start()).share(document);
  }

  /** Makes a document ready to be extracted: the server knows it, and what it says of it is news. */
  async share(document: vscode.TextDocument): Promise<void> {
    await this.introduce(document);
    this.mirror.expect(document.uri.toString());
  }

  /** Forgets all entities of a document, here and in the server. */
  async clear(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    await this.request(clear, { uri });
    this.mirror.clear(uri);
  }

  /** Whether a server runs or starts; where none does there is nothing to stop, to clear or to show. */
  get isStarted(): boolean {
    return this.server !== undefined;
  }

  /** Has VS Code ask again for what the server colours. */
  async refreshSemanticTokens(): Promise<void> {
    (await this.server)?.refreshSemanticTokens();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Ends the server; resolves when it is gone. */
  async stop(): Promise<void> {
    const server = await this.server?.catch(() => undefined);
    this.server = undefined;
    await server?.stop();
  }

  private start(): Promise<LanguageServer> {
    this.server ??= this.launch().catch((error: unknown) => {
      this.server = undefined;
      throw error;
    });
    return this.server;
  }

  private async launch(): Promise<LanguageServer> {
    const { LanguageServer } = await import('./languageServer.ts');
    return LanguageServer.start(this.extension, this.log, {
      summary: (summary) => this.mirror.onSummary(summary),
      typeSetOf: (uri) => this.typeSets.chosenFor(uri),
      model: (status) => this.setModel(status),
      discovered: (found) => this.discovered.fire(found),
      running: () => void this.notify(scoreFilter, this.filter),
      stopped: () => {
        this.mirror.forgetAll();
        this.setModel({ kind: 'idle' });
      },
    });
  }

  private setModel(status: ModelStatus): void {
    this.model = status;
    this.modelChanged.fire(status);
  }
}
