import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClosedDocument } from '../entities/store.ts';
import type { LiveScope } from './liveScopes.ts';

/** What is known of a document that was closed. */
export interface ClosedEntities {
  readonly document: ClosedDocument;
  readonly live: LiveScope;
}

/** What is kept may be made of so much text, in UTF-16 code units. */
const maxText = 8_000_000;
const maxDocuments = 50;

/**
 * The entities of documents that were closed lately, by language and text: opened again, or renamed, which an editor
 * tells as closing and opening, a document shows them at once.
 */
export class ClosedDocuments {
  readonly #closed = new LRUCache<string, ClosedEntities & { readonly size: number }>({
    max: maxDocuments,
    maxSize: maxText,
    sizeCalculation: ({ size }) => size,
  });

  put(document: TextDocument, entities: ClosedEntities): void {
    this.#closed.set(keyOf(document), { ...entities, size: document.getText().length + 1 });
  }

  /** Gives what is known of a document with this text, once. */
  take(document: TextDocument): ClosedEntities | undefined {
    if (this.#closed.size === 0) return undefined;
    const key = keyOf(document);
    const found = this.#closed.get(key);
    this.#closed.delete(key);
    return found;
  }
}

function keyOf(document: TextDocument): string {
  return createHash('sha256').update(`${document.languageId}\0${document.getText()}`).digest('base64');
}
