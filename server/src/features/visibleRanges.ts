import type { Connection } from 'vscode-languageserver';
import * as z from 'zod';
import type { Span } from '../document/span.ts';
import { visible } from '../protocol.ts';
import type { LspRange } from '../protocol.ts';
import { rangeParam, uriParams } from './context.ts';
import type { Documents } from './documents.ts';
import { toSpan } from './positions.ts';

const visibleParams = uriParams.extend({ ranges: z.array(rangeParam) });

/** What a person sees of the open documents, as the client told last. */
export class VisibleRanges {
  readonly #documents: Documents;
  readonly #ranges = new Map<string, readonly LspRange[]>();

  constructor(connection: Connection, documents: Documents) {
    this.#documents = documents;
    connection.onNotification(visible, (params: unknown) => {
      const { data } = visibleParams.safeParse(params);
      if (data && documents.get(data.uri)) this.#ranges.set(data.uri, data.ranges);
    });
    documents.onDidClose((uri) => this.#ranges.delete(uri));
  }

  /** The visible spans of a document, in its text as it stands now. */
  of(uri: string): readonly Span[] {
    const document = this.#documents.get(uri);
    if (!document) return [];
    return (this.#ranges.get(uri) ?? []).map((range) => toSpan(document, range));
  }
}
