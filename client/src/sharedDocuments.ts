import type * as vscode from 'vscode';
import {
  DidOpenTextDocumentNotification,
  type LanguageClient,
  type Middleware,
} from 'vscode-languageclient/node';
import { isReadable } from './documents.ts';

/** Which documents the server is told of: those of the allow-list, and those that a command was run on. */
export class SharedDocuments {
  private readonly open = new Set<string>();

  /** @param told the server has just been told of a document */
  constructor(private readonly told: (document: vscode.TextDocument) => Promise<void>) {}

  /** Keeps every other document from the server, though the client's selector matches all. */
  readonly middleware: Pick<Middleware, 'didOpen' | 'didChange' | 'didClose'> = {
    didOpen: async (document, next) => {
      if (!isReadable(document)) return;
      this.open.add(document.uri.toString());
      await next(document);
      await this.told(document);
    },
    didChange: async (event, next) => {
      if (this.open.has(event.document.uri.toString())) await next(event);
    },
    didClose: async (document, next) => {
      if (this.open.delete(document.uri.toString())) await next(document);
    },
  };

  /** Tells the server of a document that is not on the allow-list, since a person ran a command on it. */
  async adopt(client: LanguageClient, document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    if (this.open.has(uri) || document.isClosed) return;
    this.open.add(uri);
    await client.sendNotification(
      DidOpenTextDocumentNotification.type,
      client.code2ProtocolConverter.asOpenTextDocumentParams(document),
    );
    await this.told(document);
  }

  /** The server is gone; the next one is told anew. */
  reset(): void {
    this.open.clear();
  }
}
