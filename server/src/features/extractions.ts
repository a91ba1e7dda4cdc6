import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnswerCache } from '../entities/cache.ts';
import { extract } from '../entities/extract.ts';
import type { ExtractOptions } from '../entities/extract.ts';
import type { Span } from '../document/span.ts';
import type { OverlapPolicy } from '../entities/ground.ts';
import { toWire } from '../entities/store.ts';
import type { EntityStore } from '../entities/store.ts';
import { moveSpan } from '../protocol.ts';
import type { ExtractParams, ExtractResult } from '../protocol.ts';
import type { Settings } from '../settings.ts';
import type { Configuration } from './configuration.ts';
import { invalidParams, requestFailed } from './context.ts';
import type { ModelRoom } from './context.ts';
import type { Documents } from './documents.ts';
import { toSpan } from './positions.ts';

/** What extractions stand on. */
export interface ExtractionRooms {
  readonly documents: Documents;
  readonly configuration: Configuration;
  readonly store: EntityStore;
  readonly model: ModelRoom;
  readonly cache: AnswerCache;
  readonly log: (line: string) => void;
}

/** Runs extractions of open documents. A new one of a whole document takes the place of those that run on it. */
export class Extractions {
  readonly #rooms: ExtractionRooms;
  readonly #running = new Map<string, Set<AbortController>>();
  /** By which policy the mentions of a document were made. */
  readonly #policies = new Map<string, OverlapPolicy>();

  constructor(rooms: ExtractionRooms) {
    this.#rooms = rooms;
    rooms.documents.onDidClose((uri) => {
      this.#policies.delete(uri);
      this.#abort(uri, 'The document was closed.');
    });
    rooms.configuration.onDidChange((uris) => {
      for (const uri of uris) void this.#followPolicy(uri);
    });
  }

  /** Stops what runs for a document; what was found so far stays. */
  stop(uri: string): void {
    this.#abort(uri, 'The extraction was stopped.');
  }

  /**
   * Extracts into the store.
   * @returns what the store has, at the end, of the asked types in the asked range
   * @throws {ResponseError} `InvalidParams`, `RequestCancelled` when `cancelled` aborts, `ServerCancelled` when
   * it was stopped in another way, `RequestFailed` for a document over the size limit
   * @throws {ModelError} when the model can't be asked
   */
  async run(params: ExtractParams, cancelled: AbortSignal): Promise<ExtractResult> {
    const { documents, configuration, store } = this.#rooms;
    const { uri } = params;
    if (!documents.get(uri)) throw invalidParams(`The document ${uri} is not open.`);
    const settings = await configuration.settled(uri);
    const document = documents.get(uri);
    if (!document) throw serverCancelled('The document was closed.');
    checkSize(document, settings);
    const types = this.#typesFor(params, settings);
    const running = new AbortController();
    if (!params.range) this.#abort(uri, 'A newer extraction of this document took its place.');
    const range = params.range && this.#follow(uri, atLeastOne(toSpan(document, params.range)));
    const siblings = this.#running.get(uri) ?? new Set();
    this.#running.set(uri, siblings.add(running));
    try {
      const signal = AbortSignal.any([cancelled, running.signal]);
      await this.#extract(document, types, settings, { ...(range && { range: range.span() }), signal });
    } catch (error) {
      if (cancelled.aborted) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The extraction was cancelled.');
      }
      throw running.signal.aborted ? running.signal.reason : error;
    } finally {
      range?.stop();
      siblings.delete(running);
      if (siblings.size === 0) this.#running.delete(uri);
      void this.#followPolicy(uri);
    }
    const within = range?.span();
    const mentions = within ? store.inRange(uri, within) : store.mentions(uri);
    const notes = store.summary(uri)?.notes;
    if (!notes) throw serverCancelled('The document was closed.');
    return { mentions: mentions.filter(({ type }) => types.includes(type)).map(toWire), notes };
  }

  async #extract(
    document: TextDocument,
    types: readonly string[],
    settings: Settings,
    options: Pick<ExtractOptions, 'range' | 'signal' | 'knownOnly'>,
  ): Promise<void> {
    const { store, model, cache } = this.#rooms;
    const { uri, version, languageId } = document;
    this.#policies.set(uri, settings.overlapPolicy);
    await extract(
      { uri, version, languageId, text: document.getText() },
      types,
      {
        passageBudget: model.passageBudget,
        languages: model.languages,
        foreign: settings.foreignLanguages,
        policy: settings.overlapPolicy,
        ...options,
      },
      { engine: model.engine, modelKey: model.key, cache, store },
    );
  }

  /** The asked types, else those asked last in the document, else the settings'. */
  #typesFor({ uri, types }: ExtractParams, settings: Settings): readonly string[] {
    const last = this.#rooms.store.types(uri);
    const found = types ?? (last.length > 0 ? last : Object.keys(settings.types));
    if (found.length > 0) return [...new Set(found)];
    throw requestFailed({
      message: 'There are no types to extract.',
      remedy: 'Name some, or configure universalNer.types.',
    });
  }

  /** A span that moves with the edits of its document. */
  #follow(uri: string, asked: Span): { span(): Span; stop(): void } {
    let span = asked;
    const subscription = this.#rooms.documents.onDidEdit(({ document, edit }) => {
      if (document.uri === uri) span = moveSpan(span, edit) ?? { start: edit.start, end: edit.start };
    });
    return {
      span: () => span,
      stop: () => {
        subscription.dispose();
      },
    };
  }

  /**
   * Another overlap policy makes other mentions of the same answers, which the cache has; nothing is asked. An
   * extraction that runs is let finish first.
   */
  async #followPolicy(uri: string): Promise<void> {
    const { documents, configuration, store, log } = this.#rooms;
    const document = documents.get(uri);
    const before = this.#policies.get(uri);
    const settings = configuration.of(uri);
    if (!document || before === undefined || before === settings.overlapPolicy || this.#running.has(uri))
      return;
    try {
      await this.#extract(document, store.types(uri), settings, { knownOnly: true });
    } catch (error) {
      log(`Following the overlap policy failed: ${String(error)}`);
    }
  }

  #abort(uri: string, reason: string): void {
    for (const running of this.#running.get(uri) ?? []) running.abort(serverCancelled(reason));
  }
}

/** A cursor asks for the passage that it stands in. */
function atLeastOne({ start, end }: Span): Span {
  return { start, end: Math.max(end, start + 1) };
}

function checkSize(document: TextDocument, settings: Settings): void {
  const { length } = document.getText();
  const limit = settings.maxDocumentSize;
  if (length <= limit) return;
  throw requestFailed({
    message: `The document has ${String(length)} characters; the limit is ${String(limit)}.`,
    remedy: 'Split the document, or raise universalNer.maxDocumentSize.',
  });
}

function serverCancelled(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, message);
}
