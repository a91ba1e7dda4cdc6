import * as l10n from '@vscode/l10n';
import type { Span } from '../document/span.ts';
import { overlaps } from '../document/span.ts';
import { languageDetector } from '../document/language.ts';
import { passageSteps } from '../document/passages.ts';
import type { DocumentMemo } from '../document/documentMemo.ts';
import { readProseSteps } from '../document/registry.ts';
import { pace } from '../document/steps.ts';
import { type AskOptions, type Engine, ModelError } from '../model/engine.ts';
import type { ExtractionNotes, UserError } from '../protocol.ts';
import { userError } from '../userError.ts';
import { AskingRound } from './askingRound.ts';
import type { AnswerCache } from './cache.ts';
import type { ExtractionRun } from './extractionRun.ts';
import type { OverlapPolicy } from './ground.ts';
import type { KeptPassage, SourcePassage } from './keptPassages.ts';
import { PassageWork, type WorkOptions } from './passageWork.ts';
import type { EntityStore } from './store.ts';
import { TimeSlice } from './timeSlice.ts';
import { type ResolvedType, TypeResolver } from './types.ts';
import { UnansweredError } from './unanswered.ts';
import { untilAborted } from '../untilAborted.ts';

/** A document's text as it stood when the extraction began. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly version: number;
  /** VS Code's language identifier. */
  readonly languageId: string;
  readonly text: string;
}

/** How an extraction begins again with the text as it stands, and keeps what it has. */
export interface Rereading {
  /** Called for every reading. @returns aborts when the text is to be read again */
  begin(): AbortSignal;
  /** The text as the store knows it now; `undefined` when the document is closed. */
  latest(): DocumentSnapshot | undefined;
}

export interface ExtractOptions {
  /** In tokens. */
  readonly passageBudget: number;
  /** The languages that the model knows, ISO 639-1. */
  readonly languages: readonly string[];
  /** Whether passages in other languages are asked. */
  readonly foreign: 'run' | 'skip';
  readonly policy: OverlapPolicy;
  /** The annotation style that the model is asked in; absent: none. */
  readonly style?: string;
  /** What a type is found by; absent: its name, and what is built in for it. */
  readonly resolve?: (type: string) => ResolvedType;
  /** Only passages that touch one of these spans of the text are asked; what is known elsewhere stays. */
  readonly ranges?: readonly Span[];
  /** What the user sees now, in the source as it stands now: asked first. */
  readonly visible?: () => readonly Span[];
  /** What earlier readings of the document left. */
  readonly memo?: DocumentMemo;
  /** Absent: edits are not followed. */
  readonly reread?: Rereading;
  readonly priority?: NonNullable<AskOptions['priority']>;
  /** Progress is told only where many passages are to be asked, and then until the end. */
  readonly quiet?: boolean;
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

/**
 * Asks the model about every passage and type of a document and streams the mentions into the store. What patterns
 * and terms find, and what the cache knows, is there first; then what the user sees, then the rest in document
 * order. Edits that are made meanwhile move the results; answers about passages that they touch are kept in the
 * cache only. Lets the event loop run every few milliseconds.
 * @param document the text as the store knows it now
 * @param types the user's names, in their order
 * @returns what became of it; `undefined` when the document was closed meanwhile
 * @throws {UnansweredError} when the model was asked to the end and could answer about no passage at all
 * @throws {ModelError} when the model can't be asked; the store has both errors too
 * @throws the signal's reason when it aborts; mentions found so far stay
 */
export async function extract(
  document: DocumentSnapshot,
  types: readonly string[],
  options: ExtractOptions,
  rooms: ExtractRooms,
): Promise<ExtractionNotes | undefined> {
  options.signal?.throwIfAborted();
  const begin = ({ uri, version }: DocumentSnapshot): ExtractionRun =>
    rooms.store.begin(uri, {
      version,
      types,
      partial: options.ranges !== undefined,
      foreignAsked: options.foreign === 'run',
    });
  let [current, run] = [document, begin(document)];
  let error: UserError | undefined;
  try {
    for (;;) {
      const stale = options.reread?.begin();
      const signals = [options.signal, stale].filter((signal) => signal !== undefined);
      const signal = AbortSignal.any(signals);
      try {
        await new Extraction(current, types, { ...options, signal }, rooms, run).run();
        break;
      } catch (reason) {
        const next = stale?.aborted && !options.signal?.aborted ? options.reread?.latest() : undefined;
        if (!next) throw reason;
        const before = run;
        [current, run] = [next, begin(next)];
        before.end();
      }
    }
  } catch (reason) {
    if (!options.signal?.aborted) error = errorOf(reason);
    throw reason;
  } finally {
    run.end(error);
  }
  return rooms.store.summary(document.uri)?.notes;
}

/** An edit's passages are answered before anybody could read of a progress; those of a long paste are not. */
const fewPassages = 8;

/** Compiled once for all documents. */
const builtIn = new TypeResolver();

class Extraction {
  readonly #slice = new TimeSlice();
  readonly #resolve: (type: string) => ResolvedType;
  /** Identifies what the mentions of a passage are made from, besides its text and what is shown. */
  readonly #madeFrom: string;
  /** In document order. */
  readonly #pending = new Set<PassageWork>();
  /** All that the extraction is about, answered or not. */
  readonly #passages: KeptPassage[] = [];
  #done = 0;
  #total = 0;
  #tellsProgress: boolean;
  /** Whether the model has said anything about any passage, now or before. */
  #isAnswered = false;
  /** Passages of which the model could answer nothing, and whether they are too long for it. */
  readonly #unanswered: { readonly tooLong: boolean }[] = [];

  constructor(
    private readonly document: DocumentSnapshot,
    private readonly types: readonly string[],
    private readonly options: ExtractOptions,
    private readonly rooms: ExtractRooms,
    private readonly extractionRun: ExtractionRun,
  ) {
    const { policy, foreign, languages, style } = options;
    this.#tellsProgress = options.quiet !== true;
    this.#resolve = options.resolve ?? ((type) => builtIn.resolve(type));
    const keys = types.map((type) => this.#resolve(type).key);
    this.#madeFrom = JSON.stringify([rooms.modelKey, policy, foreign, languages, style, keys]);
  }

  /** See {@link KeptPassage}. Only where mentions are rivals it matters which are shown. */
  get #settledAs(): string {
    if (this.options.policy === 'all') return this.#madeFrom;
    return this.#madeFrom + this.rooms.store.selection(this.document.uri);
  }

  async run(): Promise<void> {
    await this.#place();
    if (this.options.foreign === 'skip') await this.#noteLanguages();
    await this.#recall();
    if (this.options.knownOnly) return;
    while (this.#pending.size > 0) {
      await this.#askRound();
      // What others have asked meanwhile may be a whole document: it is taken in slices here.
      await this.#recall();
    }
    await this.#noteLanguages();
    if (!this.#isAnswered && this.#unanswered.length > 0) {
      throw new UnansweredError(this.#unanswered.every(({ tooLong }) => tooLong));
    }
  }

  async #place(): Promise<void> {
    const { document, options, rooms, types } = this;
    const { ranges, signal, memo } = options;
    const pacing = signal ? { signal } : {};
    const prose = await pace(readProseSteps(document.languageId, document.text, memo?.prose), pacing);
    const passages = await pace(passageSteps(prose, options.passageBudget, memo?.pieces), pacing);
    await this.#pause();
    const sources: SourcePassage[] = [];
    for (const passage of passages) {
      sources.push({ ...prose.map.toSource(passage), text: passage.text });
      if (this.#slice.isOver) await this.#pause();
    }
    const kept = this.extractionRun.place(sources);
    const work: WorkOptions = {
      modelKey: rooms.modelKey,
      policy: options.policy,
      ...(options.style !== undefined && { style: options.style }),
      map: prose.map,
      isShown: (mention) => this.extractionRun.isShown(mention),
      types: types.map(this.#resolve),
      besides: rooms.store
        .types(document.uri)
        .filter((type) => !types.includes(type))
        .map(this.#resolve),
    };
    for (const [index, passage] of passages.entries()) {
      const place = kept[index];
      const source = sources[index];
      if (!place || !source || ranges?.every((range) => !overlaps(source, range))) continue;
      this.#passages.push(place);
      this.#total++;
      const isSettled = place.settledAs === this.#settledAs;
      this.#isAnswered ||= isSettled && !place.gone;
      if (place.gone || isSettled) this.#done++;
      else this.#pending.add(new PassageWork(place, passage, work));
      if (this.#slice.isOver) await this.#pause();
    }
    this.#tellProgress();
  }

  /** Shows what patterns, terms and the cache know. */
  async #recall(): Promise<void> {
    await this.rooms.cache.prepare();
    for (const work of this.#pending) {
      if (this.#slice.isOver) await this.#pause();
      const isKnown = work.recall(this.rooms.cache) || work.hasRules || work.isDone;
      if (!isKnown && !this.options.knownOnly) continue;
      if (this.#isSkipped(work)) this.#skip(work);
      else this.#publish(work);
    }
  }

  /** Asks about every passage once; what others are asking is waited for. */
  async #askRound(): Promise<void> {
    const { signal, priority, visible } = this.options;
    this.#tellsProgress ||= this.#pending.size > fewPassages;
    const round = new AskingRound(this.#pending, this.rooms.cache, {
      visible: () => visible?.() ?? [],
      isOpen: (work) => this.#isOpen(work),
    });
    const options: AskOptions = {
      viewedSince: () => round.viewedSince,
      ...(signal && { signal }),
      ...(priority && { priority }),
    };
    try {
      for await (const answer of this.rooms.engine.ask(round.queries(), options)) {
        for (const work of round.take(answer)) {
          if (this.#slice.isOver) await this.#pause();
          if (answer.strings.length > 0 || work.isDone) this.#publish(work);
        }
      }
    } finally {
      round.end();
    }
    if (round.others.length > 0) await untilAborted(Promise.race(round.others), signal);
  }

  #isOpen(work: PassageWork): boolean {
    if (work.kept.gone) this.#finish(work);
    else if (this.#isSkipped(work)) this.#skip(work);
    else if (work.recall(this.rooms.cache) || work.isDone) this.#publish(work);
    return this.#pending.has(work);
  }

  /** Whether the passage is not to be asked, since it is in a language that the model does not know. */
  #isSkipped({ kept, needsModel }: PassageWork): boolean {
    return needsModel && this.options.foreign === 'skip' && typeof kept.foreign === 'string';
  }

  /** Looks for the languages of passages where nobody has. */
  async #noteLanguages(): Promise<void> {
    if (this.types.every((type) => this.#resolve(type).wordings.length === 0)) return;
    const unknown = this.#passages.filter(({ foreign, gone }) => foreign === undefined && !gone);
    if (unknown.length === 0) return;
    const detect = await languageDetector();
    for (const passage of unknown) {
      if (this.#slice.isOver) await this.#pause();
      const detected = detect(passage.text);
      const isForeign = detected?.reliable === true && !this.options.languages.includes(detected.language);
      this.extractionRun.noteForeign(passage, isForeign && detected.language);
    }
  }

  /** Brings the store in line with the passage's answers so far. */
  #publish(work: PassageWork): void {
    const { settled, open, ungrounded } = work.ground();
    this.extractionRun.settle(work.kept, settled.types, settled.mentions);
    this.extractionRun.anticipate(work.kept, open.types, open.mentions);
    if (!work.isDone) return;
    if (work.hasAnswers) this.#isAnswered = true;
    else if (work.hasFailed) this.#unanswered.push({ tooLong: work.isTooLong });
    this.#finish(work, ungrounded);
  }

  #skip(work: PassageWork): void {
    this.extractionRun.settle(work.kept, new Set(this.types), work.groundRules());
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
    if (!this.#tellsProgress) return;
    this.extractionRun.progress({ passagesDone: this.#done, passagesTotal: this.#total });
  }

  async #pause(): Promise<void> {
    await this.#slice.pause();
    this.options.signal?.throwIfAborted();
  }
}

function errorOf(reason: unknown): UserError {
  if (reason instanceof ModelError) return userError(reason);
  const what = reason instanceof Error ? reason.message : String(reason);
  return {
    message: l10n.t('The extraction failed: {0}', what),
    remedy: l10n.t('Extract again; the log has the details.'),
  };
}
