import type { Span } from '../document/span.ts';
import { movePassage } from '../entities/movePassage.ts';
import type { Documents } from './documents.ts';

/** What of a document is kept up to date while it is edited: all of it, or what stands in these spans. */
export type LiveScope = 'all' | readonly Span[];

/** Which documents are live: those that a person has extracted, as far as was asked. Spans move with the text. */
export class LiveScopes {
  readonly #scopes = new Map<string, LiveScope>();

  constructor(documents: Documents) {
    documents.onDidEdit(({ document: { uri }, edit }) => {
      const scope = this.#scopes.get(uri);
      if (scope === undefined || scope === 'all') return;
      this.#scopes.set(
        uri,
        scope.map((span) => {
          const { start, end } = movePassage(span, edit);
          return { start, end };
        }),
      );
    });
  }

  get(uri: string): LiveScope | undefined {
    return this.#scopes.get(uri);
  }

  /** Adds to what is live of a document. */
  add(uri: string, scope: LiveScope): void {
    const before = this.#scopes.get(uri);
    this.#scopes.set(uri, before === 'all' || scope === 'all' ? 'all' : [...(before ?? []), ...scope]);
  }

  delete(uri: string): void {
    this.#scopes.delete(uri);
  }
}
