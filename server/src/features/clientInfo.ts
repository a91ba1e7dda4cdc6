import type { InitializeParams } from 'vscode-languageserver';

/** What a client may hand over with `initialize`. */
interface InitializationOptions {
  /** `vscode`: this extension's own client, which knows the custom messages and has its own commands. */
  readonly client?: unknown;
  /** The settings, for a client that has no `workspace/configuration`. */
  readonly settings?: unknown;
  /** A folder that the client has for what the server keeps between starts. */
  readonly cacheFolder?: unknown;
}

/** What the server needs to know of its client. */
export interface ClientInfo {
  readonly isVsCode: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly refreshesSemanticTokens: boolean;
  readonly showsProgress: boolean;
  readonly nestsSymbols: boolean;
  readonly readsMarkdown: boolean;
  readonly initialSettings: unknown;
  /** Absent: the user's cache folder. */
  readonly cacheFolder?: string;
  /** URIs of the workspace's folders. */
  readonly folders: readonly string[];
}

/** Reads a client's `initialize`. */
export function readClientInfo(params: InitializeParams): ClientInfo {
  const { workspace, window, textDocument } = params.capabilities;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  return {
    isVsCode: options.client === 'vscode',
    hasConfiguration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    refreshesSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    showsProgress: window?.workDoneProgress === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    initialSettings: options.settings,
    ...(typeof options.cacheFolder === 'string' && { cacheFolder: options.cacheFolder }),
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? [],
  };
}
