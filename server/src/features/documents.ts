import { Emitter } from 'vscode-languageserver';
import type { Connection, Event, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../protocol.ts';

/** An edit of an open document, told after the document has it. */
export interface DocumentEdit {
  readonly document: TextDocument;
  /** UTF-16 offsets in the text before the edit. */
  readonly edit: TextEdit;
}

/** The documents that the client has open, whatever their scheme, each at the version the client told last. */
export class Documents {
  readonly #open = new Map<string, TextDocument>();
  readonly #didOpen = new Emitter<TextDocument>();
  readonly #didEdit = new Emitter<DocumentEdit>();
  readonly #willClose = new Emitter<TextDocument>();
  readonly #didClose = new Emitter<string>();

  readonly onDidOpen: Event<TextDocument> = this.#didOpen.event;
  /** Every single replacement, in the order in which it happened. */
  readonly onDidEdit: Event<DocumentEdit> = this.#didEdit.event;
  /** Told while the document is still there. */
  readonly onWillClose: Event<TextDocument> = this.#willClose.event;
  /** The URI of the document. */
  readonly onDidClose: Event<string> = this.#didClose.event;

  /** Listens to the client's notifications from now on. */
  constructor(connection: Connection) {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      const document = TextDocument.create(uri, languageId, version, text);
      this.#open.set(uri, document);
      this.#didOpen.fire(document);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const document = this.#open.get(uri);
      if (!document) return;
      for (const change of contentChanges) {
        const edit = toEdit(document, change);
        TextDocument.update(document, [change], version);
        this.#didEdit.fire({ document, edit });
      }
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const document = this.#open.get(uri);
      if (!document) return;
      this.#willClose.fire(document);
      this.#open.delete(uri);
      this.#didClose.fire(uri);
    });
  }

  /** The open document with this URI. */
  get(uri: string): TextDocument | undefined {
    return this.#open.get(uri);
  }

  all(): readonly TextDocument[] {
    return [...this.#open.values()];
  }
}

function toEdit(document: TextDocument, change: TextDocumentContentChangeEvent): TextEdit {
  if (!('range' in change)) return difference(document.getText(), change.text);
  const start = document.offsetAt(change.range.start);
  const end = document.offsetAt(change.range.end);
  return { start: Math.min(start, end), end: Math.max(start, end), length: change.text.length };
}

/**
 * A client that sends the whole text after every key would make all mentions stale: the smallest single
 * replacement that leads from one text to the other keeps those around it.
 */
export function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, end: before.length - same, length: after.length - same - start };
}
