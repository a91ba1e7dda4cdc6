import * as l10n from '@vscode/l10n';
import equal from 'fast-deep-equal';
import { Emitter, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Event } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnswerCache } from '../entities/cache.ts';
import { extract } from '../entities/extract.ts';
import type { DocumentSnapshot, ExtractOptions, Rereading } from '../entities/extract.ts';
import { DocumentMemo } from '../document/documentMemo.ts';
import type { Span } from '../document/span.ts';
import type { EntityStore } from '../entities/store.ts';
import type { FrontMatterTypes } from '../entities/frontMatterTypes.ts';
import type { ResolvedType } from '../entities/types.ts';
import { moveSpan } from '../protocol.ts';
import type { ExtractParams, ExtractResult } from '../protocol.ts';
import type { Settings } from '../settings.ts';
import type { Configuration } from './configuration.ts';
import { invalidParams, requestFailed } from './context.ts';
import type { ModelRoom } from './context.ts';
import type { DocumentTypes } from './documentTypes.ts';
import type { Documents } from './documents.ts';
import { extractResult } from './extractResult.ts';
import { LiveScopes } from './liveScopes.ts';
import type { LiveScope } from './liveScopes.ts';
import { OneAtATime } from './oneAtATime.ts';
import { toSpan } from './positions.ts';
import type { VisibleRanges } from './visibleRanges.ts';

/** What extractions stand on. */
export interface ExtractionRooms {
  readonly documents: Documents;
  readonly configuration: Configuration;
  readonly types: DocumentTypes;
  readonly store: EntityStore;
  readonly model: ModelRoom;
  readonly cache: AnswerCache;
  readonly visible: VisibleRanges;
  readonly log: (line: string) => void;
}

/** An extraction that runs. */
interface Running {
  readonly abort: AbortController;
  /** Has it read the text again; absent where it does not follow edits. */
  readonly reread?: () => void;
}

/** What a document said of its types. */
interface DocumentSays {
  readonly frontMatter: FrontMatterTypes;
  readonly names: readonly string[];
  /** The id of the type set in use when a person had types asked last. */
  readonly typeSet: string | undefined;
}

/**
 * Runs extractions of open documents. A new one of a whole document takes the place of those that run on it.
 * Documents that a person has extracted are live from then on, until the person stops or clears it, or it fails.
 */
export class Extractions {
  readonly #rooms: ExtractionRooms;
  readonly #running = new Map<string, Set<Running>>();
  readonly #live: LiveScopes;
  readonly #memos = new Map<string, DocumentMemo>();
  /** The update in the background of each document that has one. */
  readonly #updates = new Map<string, AbortController>();
  /** What the mentions of a document were made by, see {@link Extractions.#makes}. */
  readonly #madeBy = new Map<string, string>();
  /** What each document said of its types when they were asked last. */
  readonly #said = new Map<string, DocumentSays>();
  readonly #didEnd = new Emitter<string>();
  readonly #following = new OneAtATime((uri) => this.#followTypes(uri));

  /** The URI of a document of which an extraction has ended, in whatever way. */
  readonly onDidEnd: Event<string> = this.#didEnd.event;

  constructor(rooms: ExtractionRooms) {
    this.#rooms = rooms;
    this.#live = new LiveScopes(rooms.documents);
    rooms.documents.onDidClose((uri) => {
      this.#madeBy.delete(uri);
      this.#said.delete(uri);
      this.#memos.delete(uri);
      this.#live.delete(uri);
      this.#abort(uri, 'The document was closed.');
    });
    rooms.types.onDidChange((uri) => this.#following.run(uri));
  }

  /** Others of a document's mentions are shown now: by the overlap policy they may be rivals, or no longer. */
  followSelection(uri: string): void {
    if (this.#rooms.configuration.of(uri).overlapPolicy !== 'all') this.#following.run(uri);
  }

  /** What of the document is to be asked again where it is edited. */
  liveScope(uri: string): LiveScope | undefined {
    return this.#live.get(uri);
  }

  /** Whether a person has switched to another type set since types were asked last in the document. */
  isSetSwitched(uri: string): boolean {
    const before = this.#said.get(uri);
    const { from, typeSet, typeSetFrom } = this.#rooms.types.inUse(uri);
    const isByPerson = from === 'typeSet' && typeSetFrom !== 'frontMatter';
    return before !== undefined && isByPerson && typeSet?.id !== before.typeSet;
  }

  /** A document is opened of which everything in this scope is known. */
  resume(uri: string, scope: LiveScope): void {
    this.#live.add(uri, scope);
  }

  /** Stops what runs for a document, which is live no longer; what was found so far stays. */
  stop(uri: string): void {
    this.#live.delete(uri);
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
    const { documents, configuration } = this.#rooms;
    const { uri } = params;
    if (!documents.get(uri)) throw invalidParams(`The document ${uri} is not open.`);
    const settings = await configuration.settled(uri);
    await this.#rooms.types.refresh(uri);
    const document = documents.get(uri);
    if (!document) throw serverCancelled('The document was closed.');
    checkSize(document, settings);
    const types = this.#typesFor(params);
    this.#said.set(uri, this.#saysNow(uri));
    const abort = new AbortController();
    if (!params.range) this.#abort(uri, 'A newer extraction of this document took its place.');
    const range = params.range && this.#follow(uri, atLeastOne(toSpan(document, params.range)));
    const follows = range ? undefined : this.#rereading(uri);
    this.#live.add(uri, range ? [range.span()] : 'all');
    const end = this.#begin(uri, { abort, ...follows });
    try {
      await this.#extract(document, types, settings, {
        ...(range ? { ranges: [range.span()] } : { memo: this.#memo(uri) }),
        ...(follows && settings.liveUpdates && { reread: follows.rereading }),
        signal: AbortSignal.any([cancelled, abort.signal]),
      });
    } catch (error) {
      if (!range && !abort.signal.aborted) this.#live.delete(uri);
      if (cancelled.aborted) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The extraction was cancelled.');
      }
      throw abort.signal.aborted ? abort.signal.reason : error;
    } finally {
      range?.stop();
      end();
    }
    const result = await extractResult(
      this.#rooms.store,
      document,
      { types, listed: params.listed },
      range?.span(),
    );
    if (!result) throw serverCancelled('The document was closed.');
    return result;
  }

  /**
   * Brings what is live of a document in line with its text: an extraction that runs reads the text again, else one
   * runs in the background. Resolves when that has ended, in whatever way.
   * @param types absent: those asked last
   */
  async update(uri: string, types?: readonly string[]): Promise<void> {
    const { documents, configuration, store, log } = this.#rooms;
    const document = documents.get(uri);
    const scope = this.#live.get(uri);
    const settings = configuration.of(uri);
    if (!document || !scope || isTooLarge(document, settings)) return;
    const follower = [...(this.#running.get(uri) ?? [])].find(({ reread }) => reread);
    if (follower) {
      follower.reread?.();
      return;
    }
    this.#updates.get(uri)?.abort();
    const abort = new AbortController();
    this.#updates.set(uri, abort);
    const end = this.#begin(uri, { abort });
    try {
      await this.#extract(document, types ?? store.types(uri), settings, {
        ...(scope !== 'all' && { ranges: scope }),
        memo: this.#memo(uri),
        priority: 'background',
        quiet: true,
        signal: abort.signal,
      });
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#live.delete(uri);
      log(`Following the edits of ${uri} failed: ${String(error)}`);
    } finally {
      if (this.#updates.get(uri) === abort) this.#updates.delete(uri);
      end();
    }
  }

  /** Notes that an extraction runs. @returns notes that it has ended */
  #begin(uri: string, running: Running): () => void {
    const siblings = this.#running.get(uri) ?? new Set();
    this.#running.set(uri, siblings.add(running));
    return () => {
      siblings.delete(running);
      if (siblings.size === 0 && this.#running.get(uri) === siblings) this.#running.delete(uri);
      this.#didEnd.fire(uri);
      this.#following.run(uri);
    };
  }

  /** How an extraction of a whole document follows its edits. */
  #rereading(uri: string): { rereading: Rereading; reread: () => void } {
    let reading = new AbortController();
    return {
      rereading: {
        begin: () => (reading = new AbortController()).signal,
        latest: () => {
          const document = this.#rooms.documents.get(uri);
          return document && snapshot(document);
        },
      },
      reread: () => reading.abort(),
    };
  }

  #memo(uri: string): DocumentMemo {
    const memo = this.#memos.get(uri) ?? new DocumentMemo();
    this.#memos.set(uri, memo);
    return memo;
  }

  async #extract(
    document: TextDocument,
    types: readonly string[],
    settings: Settings,
    options: Partial<ExtractOptions>,
  ): Promise<void> {
    const { store, model, cache, visible } = this.#rooms;
    const { uri } = document;
    const resolve = this.#rooms.types.of(uri);
    const all = options.ranges ? [...store.types(uri), ...types] : types;
    this.#madeBy.set(uri, this.#makes(uri, all, settings, resolve));
    await extract(
      snapshot(document),
      types,
      {
        passageBudget: model.passageBudget,
        languages: model.languages,
        foreign: settings.foreignLanguages,
        policy: settings.overlapPolicy,
        ...(settings.annotationStyle !== null && { style: settings.annotationStyle }),
        resolve,
        visible: () => visible.of(uri),
        ...options,
      },
      { engine: model.engine, modelKey: model.key, cache, store },
    );
  }

  /** The asked types, else those of a set that a person has switched to, or those asked last, or those in use. */
  #typesFor({ uri, types }: ExtractParams): readonly string[] {
    const last = this.isSetSwitched(uri) ? [] : this.#withListChange(uri, this.#rooms.store.types(uri));
    const found = types ?? (last.length > 0 ? last : this.#rooms.types.inUse(uri).names);
    if (found.length > 0) return [...new Set(found)];
    throw requestFailed({
      message: l10n.t('There are no types to extract.'),
      remedy: l10n.t('Name some, or configure universalNer.types.'),
    });
  }

  #saysNow(uri: string): DocumentSays {
    const { types } = this.#rooms;
    const { namedByDocument, typeSet } = types.inUse(uri);
    return { frontMatter: types.frontMatter(uri), names: namedByDocument, typeSet: typeSet?.id };
  }

  /** Asked types, with what the document has named since and without what it names no longer. */
  #withListChange(uri: string, asked: readonly string[]): readonly string[] {
    const before = this.#said.get(uri)?.names;
    const { namedByDocument: now } = this.#rooms.types.inUse(uri);
    if (!before || asked.length === 0) return asked;
    const kept = asked.filter((type) => now.includes(type) || !before.includes(type));
    const changed = [...kept, ...now.filter((type) => !before.includes(type) && !kept.includes(type))];
    return changed.length > 0 ? changed : asked;
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
   * Another overlap policy, other patterns or terms make other mentions of the same answers, which the cache has;
   * nothing is asked. What a live document itself says of its types is an edit as any other, and asked about. An
   * extraction that runs is let finish first.
   */
  async #followTypes(uri: string): Promise<void> {
    const { documents, configuration, types, store, log } = this.#rooms;
    if (!this.#madeBy.has(uri)) return;
    await types.refresh(uri);
    const document = documents.get(uri);
    const settings = configuration.of(uri);
    const asked = store.types(uri);
    if (!document || !this.#madeBy.has(uri) || this.#running.has(uri)) return;
    const before = this.#said.get(uri);
    const isEdited = before !== undefined && before.frontMatter !== types.frontMatter(uri);
    const isFollowed = isEdited && settings.liveUpdates && this.#live.get(uri) === 'all';
    const wanted = isFollowed ? this.#withListChange(uri, asked) : asked;
    if (isFollowed) this.#said.set(uri, { ...this.#saysNow(uri), typeSet: before.typeSet });
    if (equal(wanted, asked) && this.#madeBy.get(uri) === this.#makes(uri, asked, settings, types.of(uri)))
      return;
    if (isFollowed) return this.update(uri, wanted);
    try {
      await this.#extract(document, asked, settings, { knownOnly: true, quiet: true });
    } catch (error) {
      log(`Following the settings failed: ${String(error)}`);
    }
  }

  /** Tells apart what makes different mentions of the same text and answers. */
  #makes(
    uri: string,
    types: readonly string[],
    { overlapPolicy, annotationStyle }: Settings,
    resolve: (type: string) => ResolvedType,
  ): string {
    const keys = [...new Set(types)].map((type) => resolve(type).key).sort();
    const selection = overlapPolicy === 'all' ? '' : this.#rooms.store.selection(uri);
    return JSON.stringify([overlapPolicy, annotationStyle, keys, selection]);
  }

  #abort(uri: string, reason: string): void {
    for (const { abort } of this.#running.get(uri) ?? []) abort.abort(serverCancelled(reason));
  }
}

/** A cursor asks for the passage that it stands in. */
function atLeastOne({ start, end }: Span): Span {
  return { start, end: Math.max(end, start + 1) };
}

/** The text of a document as it stands now. */
export function snapshot(document: TextDocument): DocumentSnapshot {
  const { uri, version, languageId } = document;
  return { uri, version, languageId, text: document.getText() };
}

function isTooLarge(document: TextDocument, { maxDocumentSize }: Settings): boolean {
  return document.getText().length > maxDocumentSize;
}

/** @throws {ResponseError} `RequestFailed` for a document over the size limit */
export function checkSize(document: TextDocument, settings: Settings): void {
  if (!isTooLarge(document, settings)) return;
  const { length } = document.getText();
  const limit = settings.maxDocumentSize;
  throw requestFailed({
    message: l10n.t('The document has {0} characters; the limit is {1}.', length, limit),
    remedy: l10n.t('Split the document, or raise universalNer.maxDocumentSize.'),
    setting: 'maxDocumentSize',
  });
}

function serverCancelled(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, message);
}
