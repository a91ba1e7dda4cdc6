import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializeRequest,
  InitializedNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver-protocol/node';
import type {
  ClientCapabilities,
  InitializeResult,
  MessageConnection,
  Range,
} from 'vscode-languageserver-protocol';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The command line of the server under test: what ships, where it is built. */
export function serverCommand(): { command: string; args: string[] } {
  const bundle = `${root}dist/server.mjs`;
  const program = existsSync(bundle) ? [bundle] : ['--import', 'tsx', `${root}server/src/main.ts`];
  return { command: process.execPath, args: [...program, '--stdio'] };
}

/** A message of the server that no request asked for. */
export interface Received {
  readonly method: string;
  readonly params: unknown;
}

export interface ClientOptions {
  readonly settings?: Record<string, unknown>;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
  readonly workspaceFolders?: { uri: string; name: string }[];
  /** A language tag; absent: the client names none. */
  readonly locale?: string;
}

const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    semanticTokens: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

/** A language client that does what an editor does and keeps all that it hears. */
export class LspClient {
  /** Everything that the server sent on its own, oldest first; `(exit)` with its code is the last. */
  readonly received: Received[] = [];
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly #checks = new Set<() => void>();
  readonly #versions = new Map<string, number>();
  /** What the server keeps between starts, unless the test names a folder: nothing of another test. */
  readonly #cacheFolder = mkdtempSync(join(tmpdir(), 'universal-ner cache-'));
  #settings: Record<string, unknown>;
  #initialized: InitializeResult | undefined;

  private constructor(settings: Record<string, unknown>) {
    this.#settings = settings;
    const { command, args } = serverCommand();
    const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process = server;
    server.once('close', (code) => {
      this.#hear('(exit)', code);
      this.connection.dispose();
      rmSync(this.#cacheFolder, { recursive: true, force: true });
    });
    this.connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.onNotification((method, params) => {
      this.#hear(method, params);
    });
    this.connection.onUnhandledProgress((params) => {
      this.#hear('$/progress', params);
    });
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.#settings));
    this.connection.onRequest((method, params) => {
      this.#hear(method, params);
      return null;
    });
    this.connection.listen();
  }

  /** Starts a server and initializes it. */
  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const client = new LspClient(options.settings ?? {});
    client.#initialized = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: { cacheFolder: client.#cacheFolder, ...options.initializationOptions },
      workspaceFolders: options.workspaceFolders ?? null,
      ...(options.locale !== undefined && { locale: options.locale }),
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** What the server answered to `initialize`. */
  get initialized(): InitializeResult {
    assert.ok(this.#initialized);
    return this.#initialized;
  }

  #hear(method: string, params: unknown): void {
    this.received.push({ method, params });
    for (const check of this.#checks) check();
  }

  /** Opens a document at version 1. */
  async open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
    this.#versions.set(uri, 1);
    const textDocument = { uri, languageId, version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** Replaces a range, or the whole text. @returns the new version. */
  async edit(uri: string, text: string, range?: Range): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [range ? { range, text } : { text }],
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Changes the settings and tells the server, as an editor does. */
  async configure(settings: Record<string, unknown>): Promise<void> {
    this.#settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { universalNer: settings },
    });
  }

  /** What was heard by this method so far. */
  heard<T>(method: string): T[] {
    return this.received.filter((message) => message.method === method).map(({ params }) => params as T);
  }

  /** Waits until a message by this method, heard already or heard later, holds; not longer than two minutes. */
  async hears<T>(method: string, holds: (params: T) => boolean = () => true, since = 0): Promise<T> {
    return this.until(`${method} that holds`, () =>
      this.received
        .slice(since)
        .filter((message) => message.method === method)
        .map(({ params }) => params as T)
        .find(holds),
    );
  }

  /** Waits until `find` gives something; asks it again after every message of the server. */
  until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#checks.delete(check);
        reject(new Error(`Waited in vain for ${what}`));
      }, 120_000);
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve(found);
      };
      this.#checks.add(check);
      check();
    });
  }

  /** Shuts the server down as the protocol says. @returns its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.hears<number | null>('(exit)');
  }
}
