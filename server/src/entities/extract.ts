import type { Span } from '../document/span.ts';
import { overlaps } from '../document/span.ts';
import { detectLanguage } from '../document/language.ts';
import { passageSteps } from '../document/passages.ts';
import { readProseSteps } from '../document/registry.ts';
import { pace } from '../document/steps.ts';
import { type Engine, ModelError, type Query } from '../model/engine.ts';
import type { ExtractionNotes, UserError } from '../protocol.ts';
import type { AnswerCache, KnownAnswer } from './cache.ts';
import type { SourcePassage } from './documentEntities.ts';
import type { ExtractionRun } from './extractionRun.ts';
import type { OverlapPolicy } from './ground.ts';
import { askedAs } from './labels.ts';
import { type OpenQuery, PassageWork, type WorkOptions } from './passageWork.ts';
import type { EntityStore } from './store.ts';
import { TimeSlice } from './timeSlice.ts';

/** A document's text as it stood when the extraction began. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly version: number;
  /** VS Code's language identifier. */
  readonly languageId: string;
  readonly text: string;
}

export interface ExtractOptions {
  /** In tokens. */
  readonly passageBudget: number;
  /** The languages that the model knows, ISO 639-1. */
  readonly languages: readonly string[];
  /** Whether passages in other languages are asked. */
  readonly foreign: 'run' | 'skip';
  readonly policy: OverlapPolicy;
  /** Only passages that touch this span of the text are asked; what is known elsewhere stays. */
  readonly range?: Span;
  /** What the user sees now, in the source as it stands now: asked first. */
  readonly visible?: () => Span | undefined;
  /** Only what the cache knows is used: nothing is asked, and what it does not know stays as it is. */
  readonly knownOnly?: boolean;
  readonly signal?: AbortSignal;
}

/** What an extraction stands on. */
export interface ExtractRooms {
  readonly engine: Engine;
  readonly cache: AnswerCache;
  readonly store: EntityStore;
  /** Tells one model's answers from another's. */
  readonly modelKey: string;
}

/** Queries that the engine gets at once: many, since its lanes run empty at the end of each batch. */
const batchSize = 512;

/**
 * Asks the model about every passage and type of a document and streams the mentions into the store. What the
 * cache knows is answered first; then what the user sees, then the rest in document order. Edits that are made
 * meanwhile move the results; answers about passages that they touch are kept in the cache only. Lets the event
 * loop run every few milliseconds.
 * @param document the text as the store knows it now
 * @param types the user's names, in their order
 * @returns what became of it; `undefined` when the document was closed meanwhile
 * @throws {ModelError} when the model can't be asked; the store has the error too
 * @throws the signal's reason when it aborts; mentions found so far stay
 */
export async function extract(
  document: DocumentSnapshot,
  types: readonly string[],
  options: ExtractOptions,
  rooms: ExtractRooms,
): Promise<ExtractionNotes | undefined> {
  options.signal?.throwIfAborted();
  const run = rooms.store.begin(document.uri, {
    version: document.version,
    types,
    partial: options.range !== undefined,
    foreignAsked: options.foreign === 'run',
  });
  let error: UserError | undefined;
  try {
    await new Extraction(document, types, options, rooms, run).run();
  } catch (reason) {
    if (!options.signal?.aborted) error = userError(reason);
    throw reason;
  } finally {
    run.end(error);
  }
  return rooms.store.summary(document.uri)?.notes;
}

class Extraction {
  readonly #slice = new TimeSlice();
  /** Identifies what the mentions of a passage are made from, besides its text. */
  readonly #settledAs: string;
  /** In document order. */
  readonly #pending = new Set<PassageWork>();
  #done = 0;
  #total = 0;

  constructor(
    private readonly document: DocumentSnapshot,
    private readonly types: readonly string[],
    private readonly options: ExtractOptions,
    private readonly rooms: ExtractRooms,
    private readonly extractionRun: ExtractionRun,
  ) {
    const { policy, foreign, languages } = options;
    const words = types.map((type) => [type, askedAs(type)]);
    this.#settledAs = JSON.stringify([rooms.modelKey, policy, foreign, languages, words]);
  }

  async run(): Promise<void> {
    await this.#place();
    await this.#recall();
    if (this.options.knownOnly) return;
    while (this.#pending.size > 0) await this.#askBatch();
  }

  async #place(): Promise<void> {
    const { document, options, rooms, types } = this;
    const { range, signal } = options;
    const pacing = signal ? { signal } : {};
    const prose = await pace(readProseSteps(document.languageId, document.text), pacing);
    const passages = await pace(passageSteps(prose, options.passageBudget), pacing);
    await this.#pause();
    const sources: SourcePassage[] = [];
    for (const passage of passages) {
      sources.push({ ...prose.map.toSource(passage), text: passage.text });
      if (this.#slice.isOver) await this.#pause();
    }
    const kept = this.extractionRun.place(sources);
    const asked = (name: string): { name: string; words: string } => ({ name, words: askedAs(name) });
    const work: WorkOptions = {
      modelKey: rooms.modelKey,
      policy: options.policy,
      map: prose.map,
      types: types.map(asked),
      besides: rooms.store
        .types(document.uri)
        .filter((type) => !types.includes(type))
        .map(asked),
    };
    for (const [index, passage] of passages.entries()) {
      const place = kept[index];
      if (!place || (range && !overlaps(sources[index] as Span, range))) continue;
      this.#total++;
      if (place.gone || place.settledAs === this.#settledAs) this.#done++;
      else this.#pending.add(new PassageWork(place, passage, work));
      if (this.#slice.isOver) await this.#pause();
    }
    this.#tellProgress();
  }

  /** Answers what the cache knows. */
  async #recall(): Promise<void> {
    await this.rooms.cache.prepare();
    for (const work of this.#pending) {
      if (this.#slice.isOver) await this.#pause();
      if (!work.recall(this.rooms.cache)) continue;
      if (this.#isSkipped(work)) this.#skip(work);
      else this.#publish(work);
    }
  }

  async #askBatch(): Promise<void> {
    const { batch, others } = await this.#nextBatch();
    const { signal } = this.options;
    if (batch.size === 0) {
      if (others.length > 0) await untilAborted(Promise.race(others), signal);
      return;
    }
    try {
      const queries = [...batch.values()].map(({ query }) => query);
      for await (const { query, strings, outcome } of this.rooms.engine.ask(
        queries,
        signal ? { signal } : {},
      )) {
        const asked = batch.get(batchKey(query));
        if (!asked) continue;
        const answer = outcome === 'failed' ? undefined : { strings, outcome };
        asked.end(answer);
        for (const work of asked.works) {
          work.take(query, answer);
          if (strings.length > 0 || work.isDone) this.#publish(work);
        }
        if (this.#slice.isOver) await this.#pause();
      }
    } finally {
      for (const { end } of batch.values()) end();
    }
  }

  /**
   * Claims the next queries, what the user sees first.
   * @returns they, and when the queries end that other extractions are asking
   */
  async #nextBatch(): Promise<{ batch: Map<string, BatchItem>; others: Promise<void>[] }> {
    const { cache } = this.rooms;
    const batch = new Map<string, BatchItem>();
    const others: Promise<void>[] = [];
    try {
      for (const work of this.#inOrder()) {
        if (batch.size >= batchSize) break;
        if (this.#slice.isOver) await this.#pause();
        if (work.kept.gone) this.#finish(work);
        else if (this.#isSkipped(work)) this.#skip(work);
        else if (work.recall(cache)) this.#publish(work);
        if (!this.#pending.has(work)) continue;
        for (const query of work.openQueries()) {
          const known = batch.get(batchKey(query));
          const claim = known ? undefined : cache.claim(query.key, query.passage);
          if (known) known.works.push(work);
          else if (claim?.isMine) batch.set(batchKey(query), { query, works: [work], end: claim.end });
          else if (claim) others.push(claim.ended);
        }
      }
    } catch (error) {
      for (const { end } of batch.values()) end();
      throw error;
    }
    return { batch, others };
  }

  #inOrder(): PassageWork[] {
    const works = [...this.#pending];
    const visible = this.options.visible?.();
    if (!visible) return works;
    return [
      ...works.filter(({ kept }) => overlaps(kept, visible)),
      ...works.filter(({ kept }) => !overlaps(kept, visible)),
    ];
  }

  /** Whether the passage is not to be asked; looks for its language where nobody has. */
  #isSkipped({ kept, text }: PassageWork): boolean {
    const { languages, foreign } = this.options;
    if (kept.foreign === undefined) {
      const detected = detectLanguage(text);
      const isForeign = detected?.reliable === true && !languages.includes(detected.language);
      this.extractionRun.noteForeign(kept, isForeign && detected.language);
    }
    return foreign === 'skip' && typeof kept.foreign === 'string';
  }

  /** Brings the store in line with the passage's answers so far. */
  #publish(work: PassageWork): void {
    const { types, found, ungrounded } = work.ground();
    this.extractionRun.settle(work.kept, types, found);
    if (work.isDone) this.#finish(work, ungrounded);
  }

  #skip(work: PassageWork): void {
    this.extractionRun.settle(work.kept, new Set(this.types), []);
    this.#finish(work);
  }

  /** Ends a passage: one that is answered, skipped, or gone. */
  #finish(work: PassageWork, ungrounded = 0): void {
    if (!this.#pending.delete(work)) return;
    this.#done++;
    this.extractionRun.note(work.kept, ungrounded, work.hasFailed ? undefined : this.#settledAs);
    this.#tellProgress();
  }

  #tellProgress(): void {
    this.extractionRun.progress({ passagesDone: this.#done, passagesTotal: this.#total });
  }

  async #pause(): Promise<void> {
    await this.#slice.pause();
    this.options.signal?.throwIfAborted();
  }
}

interface BatchItem {
  readonly query: OpenQuery;
  /** Passages of the same text share a query. */
  readonly works: PassageWork[];
  readonly end: (answer?: KnownAnswer) => void;
}

function batchKey({ type, passage }: Query): string {
  return `${type}\0${passage}`;
}

function userError(reason: unknown): UserError {
  if (reason instanceof ModelError) return { message: reason.message, remedy: reason.remedy };
  const what = reason instanceof Error ? reason.message : String(reason);
  return { message: `The extraction failed: ${what}`, remedy: 'Extract again; the log has the details.' };
}

/** @throws the signal's reason when it aborts first. */
async function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return promise;
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
