import equal from 'fast-deep-equal';
import {
  filteredMinScore,
  moveSpan,
  reachesScore,
  type EntitiesParams,
  type EntitiesResult,
  type EntitiesSummary,
  type MinScore,
  type ScoreFilter,
  type TextEdit,
  type WireMention,
} from '../../server/src/protocol.ts';

/** What the client knows of a document's entities, at the document's present version. */
export interface MirroredDocument {
  /** What the server said last; its `version` may be older than the text, the mentions never are. */
  readonly summary: EntitiesSummary;
  /** Those that are shown, in document order; of two that start together the longer first. */
  readonly mentions: readonly WireMention[];
  /** Also those below the minimum score, in the same order. */
  readonly all: readonly WireMention[];
  /** What decides which are shown. */
  readonly minScore: MinScore;
}

/**
 * How a document's entities differ from what was told before.
 * `moved`: only offsets, by an edit. `shown`: only which reach the minimum score. `byEdit`: the text changed, not what the server knows of it; editors move
 * what they show with the text themselves.
 */
export type MirrorChange = {
  readonly uri: string;
} & (
  | { readonly kind: 'moved' }
  | { readonly kind: 'summary' }
  | { readonly kind: 'shown' }
  | {
      readonly kind: 'mentions';
      readonly byEdit: boolean;
      /** `true`: `upserted` is everything. Here and below also those that are not shown. */
      readonly full: boolean;
      readonly upserted: readonly WireMention[];
      readonly removed: readonly number[];
    }
);

/** Asks the server for a document's entities; `undefined` when it can't answer now. */
export type AskEntities = (params: EntitiesParams) => Promise<EntitiesResult | undefined>;

interface Entry {
  summary: EntitiesSummary;
  readonly mentions: Map<number, WireMention>;
  sorted: readonly WireMention[] | undefined;
  shown: MirroredDocument | undefined;
  /** The revision that the mentions hold; `undefined` before the first answer. */
  revision: number | undefined;
  asking: boolean;
}

/** An edit, and the version of the document that it made. */
interface LoggedEdit extends TextEdit {
  readonly version: number;
}

/** Answers that are this many edits behind the text are asked again rather than moved up to it. */
const editsRemembered = 1_000;

/**
 * The server's entities as the client holds them: asked for when the server says that they changed (one
 * request in flight a document, so that a slow client asks less often), and moved with the text at once,
 * by the rule that the server follows too. Knows no editor; every change is told by one listener.
 */
export class EntityMirror {
  private readonly entries = new Map<string, Entry>();
  private readonly edits = new Map<string, LoggedEdit[]>();
  private readonly cleared = new Set<string>();
  private filter: ScoreFilter = {};

  /**
   * @param ask the wire
   * @param tell hears every change, after it is visible in {@link get}
   */
  constructor(
    private readonly ask: AskEntities,
    private readonly tell: (change: MirrorChange) => void,
  ) {}

  /** What is known of a document; `undefined` when the server never spoke of it. */
  get(uri: string): MirroredDocument | undefined {
    const entry = this.entries.get(uri);
    if (!entry) return undefined;
    const { summary } = entry;
    entry.sorted ??= [...entry.mentions.values()].sort(
      (a, b) => a.start - b.start || b.end - a.end || a.id - b.id,
    );
    const all = entry.sorted;
    if (entry.shown?.summary !== summary || entry.shown.all !== all) {
      const minScore = filteredMinScore(summary.minScore, this.filter);
      const mentions = all.filter((mention) => reachesScore(mention, minScore));
      entry.shown = { summary, mentions, all, minScore };
    }
    return entry.shown;
  }

  /** Has a person's filter go before the settings' minimum scores in every document. */
  setFilter(filter: ScoreFilter): void {
    this.filter = filter;
    for (const [uri, entry] of this.entries) {
      entry.shown = undefined;
      this.tell({ uri, kind: 'shown' });
    }
  }

  /** Every document that the server spoke of. */
  get uris(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** The server says where a document stands: asks for the mentions where theirs is another revision. */
  onSummary(summary: EntitiesSummary): void {
    const isNews = summary.progress !== undefined || summary.error !== undefined || summary.mentionCount > 0;
    const isBlank = !isNews && summary.types.length === 0;
    if (isBlank ? !this.entries.has(summary.uri) : !isNews && this.cleared.has(summary.uri)) return;
    this.cleared.delete(summary.uri);
    const entry = this.entries.get(summary.uri);
    const before = entry?.summary.minScore;
    if (entry) {
      entry.summary = summary;
    } else {
      this.entries.set(summary.uri, {
        summary,
        mentions: new Map(),
        sorted: undefined,
        shown: undefined,
        revision: undefined,
        asking: false,
      });
    }
    this.tell({ uri: summary.uri, kind: 'summary' });
    if (before && !equal(before, summary.minScore)) this.tell({ uri: summary.uri, kind: 'shown' });
    this.pull(summary.uri);
  }

  /**
   * The text changed: moves the mentions.
   * @param version the document's version after the edits
   * @param edits to be applied one after the other, in UTF-16 code units
   */
  onEdits(uri: string, version: number, edits: readonly TextEdit[]): void {
    const log = this.edits.get(uri) ?? [];
    log.push(...edits.map((edit) => ({ ...edit, version })));
    if (log.length > editsRemembered) log.splice(0, log.length - editsRemembered);
    this.edits.set(uri, log);
    const entry = this.entries.get(uri);
    if (!entry || entry.mentions.size === 0) return;
    const upserted: WireMention[] = [];
    const removed: number[] = [];
    for (const [id, mention] of entry.mentions) {
      const moved = moveMention(mention, edits);
      if (!moved) {
        entry.mentions.delete(id);
        removed.push(id);
      } else if (moved !== mention) {
        entry.mentions.set(id, moved);
        if (moved.state !== mention.state) upserted.push(moved);
      }
    }
    entry.sorted = undefined;
    this.tell(
      upserted.length + removed.length > 0
        ? { uri, kind: 'mentions', byEdit: true, full: false, upserted, removed }
        : { uri, kind: 'moved' },
    );
  }

  /** The person cleared the document: it is as if it was never asked, until the server has news of it. */
  clear(uri: string): void {
    this.cleared.add(uri);
    this.drop(uri);
  }

  /** The person asks about the document: from now on "nothing found" is news. */
  expect(uri: string): void {
    this.cleared.delete(uri);
  }

  /** The document was closed: what is known of it goes. */
  forget(uri: string): void {
    this.edits.delete(uri);
    this.cleared.delete(uri);
    this.drop(uri);
  }

  private drop(uri: string): void {
    if (this.entries.delete(uri)) {
      this.tell({ uri, kind: 'mentions', byEdit: false, full: true, upserted: [], removed: [] });
    }
  }

  /** The server is gone: its revisions mean nothing to the next one. */
  forgetAll(): void {
    for (const uri of this.uris) this.forget(uri);
  }

  private pull(uri: string): void {
    const entry = this.entries.get(uri);
    if (!entry || entry.asking || entry.revision === entry.summary.revision) return;
    entry.asking = true;
    const since = entry.revision;
    void this.ask(since === undefined ? { uri } : { uri, since })
      .catch(() => undefined)
      .then((result) => {
        if (this.entries.get(uri) !== entry) return;
        entry.asking = false;
        if (!result) return;
        this.apply(entry, result);
        this.pull(uri);
      });
  }

  private apply(entry: Entry, result: EntitiesResult): void {
    const later = this.editsSince(result.uri, result.version);
    if (!later) {
      entry.revision = undefined;
      return;
    }
    const { full, upserted, removed, ...summary } = result;
    const gone = [...removed];
    const moved: WireMention[] = [];
    if (full) entry.mentions.clear();
    for (const id of removed) entry.mentions.delete(id);
    for (const mention of upserted) {
      const now = moveMention(mention, later);
      if (now) {
        entry.mentions.set(now.id, now);
        moved.push(now);
      } else {
        entry.mentions.delete(mention.id);
        gone.push(mention.id);
      }
    }
    entry.sorted = undefined;
    entry.revision = summary.revision;
    if (summary.revision >= entry.summary.revision) entry.summary = summary;
    this.tell({ uri: summary.uri, kind: 'mentions', byEdit: false, full, upserted: moved, removed: gone });
  }

  /** The edits after a version, or `undefined` when they are no longer known. */
  private editsSince(uri: string, version: number): readonly TextEdit[] | undefined {
    const log = this.edits.get(uri) ?? [];
    const oldest = log[0];
    if (oldest && log.length >= editsRemembered && oldest.version > version + 1) return undefined;
    return log.filter((edit) => edit.version > version);
  }
}

/** The mention after edits; itself when nothing moved; `undefined` when nothing is left of it. */
function moveMention(mention: WireMention, edits: readonly TextEdit[]): WireMention | undefined {
  let { start, end } = mention;
  let touched = false;
  for (const edit of edits) {
    const moved = moveSpan({ start, end }, edit);
    if (!moved) return undefined;
    ({ start, end } = moved);
    touched ||= moved.touched;
  }
  if (start === mention.start && end === mention.end && !touched) return mention;
  return { ...mention, start, end, state: touched ? 'stale' : mention.state };
}
