import equal from 'fast-deep-equal';
import type { Span } from '../document/span.ts';
import { filteredMinScore, minScoreOf } from '../protocol.ts';
import type {
  EntitiesSummary,
  ExtractionProgress,
  MinScore,
  ScoreFilter,
  TextEdit,
  UserError,
  WireMention,
} from '../protocol.ts';
import { Dismissals } from './dismissals.ts';
import { DocumentEntities } from './documentEntities.ts';
import { ExtractionRun } from './extractionRun.ts';
import type { Mention } from './mention.ts';
import { type Indexed, MentionIndex } from './mentionIndex.ts';
import { passageNotes } from './passageNotes.ts';

/** A document's part of {@link EntityStore.delta}. */
export interface EntitiesDelta extends EntitiesSummary {
  readonly full: boolean;
  readonly upserted: readonly Mention[];
  readonly removed: readonly number[];
}

interface StoredDocument {
  readonly entities: DocumentEntities;
  readonly dismissals: Dismissals;
  readonly runs: Set<ExtractionRun>;
  version: number;
  types: readonly string[];
  colors: EntitiesSummary['colors'];
  /** As the settings say. */
  minScore: MinScore;
  /** Whether a mention is shown, by the settings and the filter. */
  isShown: (mention: Scored) => boolean;
  progress: ExtractionProgress | undefined;
  error: UserError | undefined;
  foreignAsked: boolean;
  undiagnosed: number;
}

/** What the store knew of a document when it was closed; what is `stored` is for {@link EntityStore.open} alone. */
export interface ClosedDocument {
  readonly stored: Readonly<StoredDocument>;
  /** Extractions were still running: not all that was asked is answered. */
  readonly isUnfinished: boolean;
}

/**
 * The mentions of all open documents: ONE store with ONE event. Everything is answered at once from memory; the
 * model is never asked here. Documents are named by their URI and forgotten when closed, except for what was
 * dismissed in them. Queries about a document that is not open find nothing.
 */
export class EntityStore {
  readonly #documents = new Map<string, StoredDocument>();
  readonly #dismissals = new Map<string, Dismissals>();
  readonly #listeners = new Set<(uri: string) => void>();
  #filter: ScoreFilter = {};
  #revision = 0;

  /**
   * Hears of every change of a document: its mentions, types, progress, notes or error. Called at once and
   * often; listeners throttle what is costly.
   * @returns ends the subscription
   */
  onDidChange(listener: (uri: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes up a document at a version of its text; what an earlier opening left is forgotten.
   * @param known what {@link close} gave for a document of the same text, under this URI or another; used once
   */
  open(uri: string, version: number, minScore: MinScore = { general: 0 }, known?: ClosedDocument): void {
    this.close(uri);
    if (known) {
      this.#reopen(uri, version, minScore, known.stored);
      return;
    }
    const dismissals = this.#dismissals.get(uri) ?? new Dismissals();
    this.#dismissals.set(uri, dismissals);
    const document: StoredDocument = {
      entities: new DocumentEntities(
        () => ++this.#revision,
        (mention) => !dismissals.has(mention),
        (mention) => document.isShown(mention),
      ),
      dismissals,
      runs: new Set(),
      version,
      types: [],
      colors: undefined,
      minScore,
      isShown: reaching(filteredMinScore(minScore, this.#filter)),
      progress: undefined,
      error: undefined,
      foreignAsked: false,
      undiagnosed: 0,
    };
    this.#documents.set(uri, document);
  }

  /**
   * Forgets a document; runs on it go on without effect.
   * @returns what was known of it; `undefined` where that is nothing
   */
  close(uri: string): ClosedDocument | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    this.#documents.delete(uri);
    const isUnfinished = document.runs.size > 0;
    for (const run of document.runs) run.detach();
    document.runs.clear();
    document.progress = undefined;
    this.#changed(uri);
    return isUnfinished || document.entities.passages.all.length > 0
      ? { stored: document, isUnfinished }
      : undefined;
  }

  #reopen(uri: string, version: number, minScore: MinScore, document: StoredDocument): void {
    document.version = version;
    document.minScore = minScore;
    document.isShown = reaching(filteredMinScore(minScore, this.#filter));
    document.entities.reselect();
    this.#dismissals.set(uri, document.dismissals);
    this.#documents.set(uri, document);
    this.#changed(uri);
  }

  isOpen(uri: string): boolean {
    return this.#documents.has(uri);
  }

  /**
   * Follows a change of the document's text.
   * @param version the version after all edits
   * @param edits in order, each in the offsets of the text that the earlier ones left
   */
  edit(uri: string, version: number, edits: readonly TextEdit[]): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    document.version = version;
    for (const edit of edits) {
      document.dismissals.edit(edit);
      document.entities.edit(edit);
      for (const run of document.runs) run.edit(edit);
    }
    this.#changed(uri);
  }

  /**
   * Begins an extraction of the text that the store knows now; call it in the same tick in which the text is
   * taken. Mentions that the new types leave out go at once, unless the run is `partial`: then its types are
   * added to the document's. A document that is not open is opened.
   */
  begin(
    uri: string,
    options: {
      readonly version: number;
      readonly types: readonly string[];
      readonly partial: boolean;
      readonly foreignAsked: boolean;
    },
  ): ExtractionRun {
    if (!this.#documents.has(uri)) this.open(uri, options.version);
    const document = this.#documents.get(uri) as StoredDocument;
    document.version = options.version;
    document.types = [...new Set(options.partial ? [...document.types, ...options.types] : options.types)];
    document.foreignAsked = options.foreignAsked;
    document.error = undefined;
    document.entities.retainTypes(new Set(document.types));
    const run = new ExtractionRun(document.entities, {
      changed: () => {
        if (this.#documents.get(uri) === document) this.#changed(uri);
      },
      progressed: (progress) => {
        document.progress = progress;
      },
      ended: (error) => {
        document.runs.delete(run);
        if (document.runs.size === 0) document.progress = undefined;
        document.error = error ?? document.error;
      },
    });
    document.runs.add(run);
    this.#changed(uri);
    return run;
  }

  /** Hides weaker mentions, without asking the model again; no event when they stay the same. */
  setMinScore(uri: string, minScore: MinScore): void {
    const document = this.#documents.get(uri);
    if (!document || equal(document.minScore, minScore)) return;
    document.minScore = minScore;
    this.#select(uri, document);
  }

  /** Has a person's filter go before the minimum scores of all documents, also of those opened later. */
  setScoreFilter(filter: ScoreFilter): void {
    this.#filter = filter;
    for (const [uri, document] of this.#documents) this.#select(uri, document);
  }

  /** Notes the identity colours that are chosen for types; no event when they stay the same. */
  setColors(uri: string, colors: NonNullable<EntitiesSummary['colors']>): void {
    const document = this.#documents.get(uri);
    const chosen = Object.keys(colors).length === 0 ? undefined : colors;
    if (!document || equal(document.colors, chosen)) return;
    document.colors = chosen;
    this.#changed(uri);
  }

  /** Notes how many mentions did not fit the limit of diagnostics; no event when the number stays. */
  setUndiagnosed(uri: string, count: number): void {
    const document = this.#documents.get(uri);
    if (!document || document.undiagnosed === count) return;
    document.undiagnosed = count;
    this.#changed(uri);
  }

  /**
   * Hides a mention, or every mention of its type and text, in this document as long as the store lives.
   * @returns whether there was such a mention
   */
  dismiss(uri: string, id: number, scope: 'mention' | 'text'): boolean {
    const mention = this.get(uri, id);
    const document = this.#documents.get(uri);
    if (!mention || !document) return false;
    if (scope === 'text') document.dismissals.addText(mention.type, mention.text);
    else document.dismissals.addPlace({ type: mention.type, ...mention.source });
    document.entities.refilter();
    this.#changed(uri);
    return true;
  }

  /**
   * Shows again what was dismissed in the document: all of it, or what was dismissed last.
   * @returns how many dismissals were taken back
   */
  restoreDismissed(uri: string, scope: 'last' | 'all'): number {
    const document = this.#documents.get(uri);
    const restored = document?.dismissals.restore(scope) ?? 0;
    if (restored > 0) {
      document?.entities.refilter();
      this.#changed(uri);
    }
    return restored;
  }

  /** Tells apart what a document may show: its minimum scores, the filter and what was dismissed. `''`: not open. */
  selection(uri: string): string {
    const { minScore, dismissals } = this.#documents.get(uri) ?? {};
    return minScore ? JSON.stringify([filteredMinScore(minScore, this.#filter), dismissals?.turn]) : '';
  }

  /** Forgets all entities of the document; what was dismissed stays dismissed. */
  clear(uri: string): void {
    const document = this.#documents.get(uri);
    if (!document) return;
    document.entities.clear();
    document.error = undefined;
    this.#changed(uri);
  }

  /** The types asked last, in the user's words and order. */
  types(uri: string): readonly string[] {
    return this.#documents.get(uri)?.types ?? [];
  }

  /** The visible mentions, in document order (by start, then the longest first). */
  mentions(uri: string): readonly Mention[] {
    return this.#index(uri).mentions;
  }

  /** As {@link mentions}, each made only where it is asked for; they move with edits, the list stays as it is. */
  indexed(uri: string): readonly Indexed[] {
    return this.#index(uri).items;
  }

  /** As {@link indexed}, for who needs the first few. */
  shown(uri: string): Iterable<Indexed> {
    return this.#documents.get(uri)?.entities.shown() ?? [];
  }

  /** How many visible mentions each type has; types without any may be missing. */
  countsByType(uri: string): ReadonlyMap<string, number> {
    return this.#documents.get(uri)?.entities.counts.byType ?? noCounts;
  }

  get(uri: string, id: number): Mention | undefined {
    return this.#index(uri).get(id);
  }

  /** The visible mentions that share a code unit with the span of the source, in document order. */
  inRange(uri: string, span: Span): readonly Mention[] {
    return this.#index(uri).inRange(span);
  }

  /** The visible mentions that the offset of the source stands in or at a border of, the shortest first. */
  at(uri: string, offset: number): readonly Mention[] {
    return this.#index(uri).at(offset);
  }

  /** All visible mentions of an entity, in document order; the text is normalised here. */
  ofEntity(uri: string, type: string, text: string): readonly Mention[] {
    return this.#index(uri).ofEntity(type, text);
  }

  /** The visible mentions of each type that has any: first in the order of the asked types. */
  byType(uri: string): ReadonlyMap<string, readonly Mention[]> {
    const groups = this.#index(uri).byType();
    const ordered = this.types(uri).flatMap((type) => {
      const group = groups.get(type);
      return group ? [[type, group] as const] : [];
    });
    return new Map([...ordered, ...groups]);
  }

  /** The document's state without its mentions; `undefined` when it is not open. */
  summary(uri: string): EntitiesSummary | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const { entities, progress, error } = document;
    return {
      uri,
      version: document.version,
      revision: entities.revision,
      types: document.types,
      ...(document.colors && { colors: document.colors }),
      ...(progress && { progress }),
      mentionCount: entities.counts.shown,
      minScore: document.minScore,
      notes: {
        ...passageNotes(entities.passages.all),
        foreignAsked: document.foreignAsked,
        belowMinScore: entities.counts.hidden,
        undiagnosed: document.undiagnosed,
      },
      ...(error && { error }),
    };
  }

  /**
   * What changed since a revision, for a client that moves and filters mentions by the same rules: also of those
   * below the minimum score. Everything when the revision is absent, of another opening of the document, or too old. `undefined` when the document is not open.
   */
  delta(uri: string, since?: number): EntitiesDelta | undefined {
    const summary = this.summary(uri);
    const document = this.#documents.get(uri);
    return summary && document && { ...summary, ...document.entities.delta(since) };
  }

  #index(uri: string): MentionIndex {
    return this.#documents.get(uri)?.entities.index ?? nothing;
  }

  #select(uri: string, document: StoredDocument): void {
    document.isShown = reaching(filteredMinScore(document.minScore, this.#filter));
    document.entities.reselect();
    this.#changed(uri);
  }

  #changed(uri: string): void {
    for (const listener of this.#listeners) listener(uri);
  }
}

const nothing = new MentionIndex([]);
const noCounts: ReadonlyMap<string, number> = new Map();

interface Scored {
  readonly type: string;
  readonly score: number;
}

/** Decides as `reachesScore` does, and looks up each type once: it is asked about every mention after every edit. */
function reaching(minScore: MinScore): (mention: Scored) => boolean {
  const least = new Map<string, number>();
  return ({ type, score }) => {
    let minimum = least.get(type);
    if (minimum === undefined) {
      minimum = minScoreOf(type, minScore);
      least.set(type, minimum);
    }
    return score >= minimum;
  };
}

/** A mention as it travels. */
export function toWire({ id, type, text, source, score, state, foundBy }: Mention): WireMention {
  return { id, type, text, start: source.start, end: source.end, score, state, ...(foundBy && { foundBy }) };
}
