import { overlaps } from '../document/span.ts';
import type { TextEdit } from '../protocol.ts';
import { placeKey } from './dismissals.ts';
import { type KeptPassage, KeptPassages, type SourcePassage } from './keptPassages.ts';
import type { Mention } from './mention.ts';
import { MentionCounts } from './mentionCounts.ts';
import { type Indexed, MentionIndex, compareMentions, lowerBound } from './mentionIndex.ts';
import { MentionRecord, type PlacedMention } from './mentionRecord.ts';

/** A mention as {@link DocumentEntities.settle} takes it: offsets count from its passage's start in the source. */
export type FoundMention = PlacedMention;

interface Removal {
  readonly id: number;
  readonly revision: number;
}

/** More removals than this are not remembered: who is further behind gets everything. */
const rememberedRemovals = 10_000;

/** The mentions and passages of one document, through edits and extractions. */
export class DocumentEntities {
  readonly #passages = new KeptPassages();
  #records: MentionRecord[] = [];
  /** No mention is longer; bounds the search for mentions that reach into a span. */
  #longest = 0;
  #nextId = 1;
  #revision: number;
  #removals: Removal[] = [];
  /** Deltas since an earlier revision can't be told. */
  #oldestDelta: number;
  #index: MentionIndex | undefined;
  /** Absent after what is shown was chosen anew, until somebody asks. */
  #counts: MentionCounts<MentionRecord> | undefined;
  readonly #nextRevision: () => number;
  readonly #isKept: (mention: PlacedMention) => boolean;
  readonly #isShown: (mention: PlacedMention) => boolean;

  /**
   * @param nextRevision gives ever larger numbers, never one twice, also for other documents
   * @param isKept whether a mention (offsets in the source) was not dismissed
   * @param isShown whether a kept mention passes what else a person filters by
   */
  constructor(
    nextRevision: () => number,
    isKept: (mention: PlacedMention) => boolean,
    isShown: (mention: PlacedMention) => boolean,
  ) {
    this.#nextRevision = nextRevision;
    this.#isKept = isKept;
    this.#isShown = isShown;
    this.#revision = this.#oldestDelta = nextRevision();
  }

  get revision(): number {
    return this.#revision;
  }

  get passages(): Pick<KeptPassages, 'all' | 'note' | 'noteForeign'> {
    return this.#passages;
  }

  /** Whether a mention is shown, if it is found; offsets in the source. */
  isVisible(mention: PlacedMention): boolean {
    return this.#isKept(mention) && this.#isShown(mention);
  }

  /** The mentions that are shown; the same object until something changes. */
  get index(): MentionIndex {
    // Most often all are, of very many: to copy them at once is faster than one by one.
    this.#index ??= new MentionIndex(
      this.counts.shown === this.#records.length ? this.#records.slice() : [...this.shown()],
    );
    return this.#index;
  }

  /** The mentions that are shown, in document order, for who needs the first few; nothing may change meanwhile. */
  *shown(): Generator<Indexed> {
    for (const record of this.#records) if (record.kept && this.#isShown(record)) yield record;
  }

  get counts(): Omit<MentionCounts<MentionRecord>, 'replace'> {
    this.#counts ??= new MentionCounts(this.#isShown, this.#records);
    return this.#counts;
  }

  /** Moves everything by one edit of the source; mentions of the passages that it touches become stale. */
  edit(edit: TextEdit): void {
    const revision = this.#nextRevision();
    const touched = this.#passages.edit(edit) ?? { start: edit.start, end: edit.start };
    const shift = edit.length - (edit.end - edit.start);
    const from = this.#firstReaching(Math.min(edit.start, touched.start));
    const beyond = Math.max(edit.end, touched.end);
    const to = lowerBound(this.#records, ({ start }) => start >= beyond);
    for (let index = to; index < this.#records.length; index++) this.#records[index]?.shift(shift);
    const removed: MentionRecord[] = [];
    let changed = false;
    const kept = this.#records.slice(from, to).filter((record) => {
      const inTouched = overlaps(record, touched);
      const outcome = record.move(edit);
      if (outcome === 'gone') {
        removed.push(record);
        return false;
      }
      this.#longest = Math.max(this.#longest, record.end - record.start);
      if ((inTouched || outcome === 'touched') && record.turnStale(revision)) changed = true;
      return true;
    });
    this.#replace(from, to, kept.sort(compareMentions));
    this.#counts?.replace(removed, []);
    this.#index = undefined;
    if (changed || removed.length > 0) this.#commit(revision, removed);
  }

  /**
   * Takes over the passages of a text that has just been read; spans in the source as it now stands. Passages
   * that are already known at their place keep what is known of them. Mentions outside all passages are gone:
   * what they stood on is no longer prose.
   * @param passages all of the text; `gone` where an edit has touched one since the text was read
   * @returns the kept passages, in the same order
   */
  place(passages: readonly (SourcePassage & { readonly gone: boolean })[]): readonly KeptPassage[] {
    const revision = this.#nextRevision();
    const { placed, inOrder } = this.#passages.place(passages);
    let next = 0;
    let reach = 0;
    // Records and passages are both in order, so that one pass over both tells which records stand in prose.
    this.#retain(revision, ({ start, end }) => {
      for (let at = inOrder[next]; at !== undefined && at.start <= start; at = inOrder[++next]) {
        reach = Math.max(reach, at.end);
      }
      return reach > start || (inOrder[next]?.start ?? Infinity) < end;
    });
    return placed;
  }

  /** Drops the mentions of all other types. */
  retainTypes(types: ReadonlySet<string>): void {
    const count = this.#records.length;
    this.#retain(this.#nextRevision(), (record) => types.has(record.type));
    if (this.#records.length < count) this.#passages.unsettle();
  }

  /**
   * Replaces a passage's mentions of the given types. A mention that is found again at its place keeps its id.
   * @param found of these types, in any order; offsets from the passage's start in the source
   * @returns whether the passage still stands; when not, nothing changes
   */
  settle(passage: KeptPassage, types: ReadonlySet<string>, found: readonly FoundMention[]): boolean {
    return this.#exchange(passage, ({ type }) => types.has(type), found);
  }

  /**
   * Brings types up to date that the model has not answered yet: replaces what patterns and terms had found, and
   * adds the rest where it overlaps no mention of its type.
   * @param found of these types, without overlaps within a type; offsets as in {@link settle}
   * @returns whether the passage still stands; when not, nothing changes
   */
  anticipate(passage: KeptPassage, types: ReadonlySet<string>, found: readonly FoundMention[]): boolean {
    const goes = ({ type, foundBy }: MentionRecord): boolean => foundBy !== undefined && types.has(type);
    const from = this.#firstReaching(passage.start);
    const to = lowerBound(this.#records, (record) => record.start >= passage.end);
    const present = this.#records.slice(from, to).filter((record) => !goes(record));
    const isFree = ({ type, start, end }: FoundMention): boolean => {
      const span = { start: passage.start + start, end: passage.start + end };
      return !present.some((record) => record.type === type && overlaps(record, span));
    };
    return this.#exchange(passage, goes, found.filter(isFree));
  }

  /** Asks again of every mention whether it was dismissed. */
  refilter(): void {
    const revision = this.#nextRevision();
    const dismissed: MentionRecord[] = [];
    let changed = false;
    this.#records = this.#records.map((record) => {
      const kept = this.#isKept(record);
      if (kept === record.kept) return record;
      changed = true;
      if (!kept) dismissed.push(record);
      return record.withKept(kept, revision);
    });
    if (!changed) return;
    this.#counts = undefined;
    this.#commit(revision, dismissed);
  }

  /** Others may be shown from now on. That is a revision of its own, though the kept mentions are the same. */
  reselect(): void {
    this.#counts = undefined;
    this.#commit(this.#nextRevision(), []);
  }

  /** Forgets all mentions and passages. */
  clear(): void {
    this.#passages.clear();
    this.#retain(this.#nextRevision(), () => false);
  }

  /**
   * What a client that moves spans itself lacks of the kept mentions, whether they are shown or not.
   * @param since the revision that it has; `undefined`, unknown or long past: everything
   */
  delta(since: number | undefined): { full: boolean; upserted: Mention[]; removed: number[] } {
    const full = since === undefined || since < this.#oldestDelta || since > this.#revision;
    if (full) {
      const kept = this.#records.filter((record) => record.kept);
      return { full, upserted: kept.map(({ mention }) => mention), removed: [] };
    }
    if (since === this.#revision) return { full, upserted: [], removed: [] };
    const upserted = this.#records
      .filter(({ kept, changed }) => kept && changed > since)
      .map(({ mention }) => mention);
    const back = new Set(upserted.map((mention) => mention.id));
    const removed = new Set<number>();
    for (let at = this.#removals.length - 1; at >= 0; at--) {
      const removal = this.#removals[at] as Removal;
      if (removal.revision <= since) break;
      if (!back.has(removal.id)) removed.add(removal.id);
    }
    return { full, upserted, removed: [...removed] };
  }

  /** Puts the found mentions in the place of a passage's mentions that go. */
  #exchange(
    passage: KeptPassage,
    goes: (record: MentionRecord) => boolean,
    found: readonly FoundMention[],
  ): boolean {
    if (passage.gone) return false;
    const revision = this.#nextRevision();
    const from = this.#firstReaching(passage.start);
    const to = lowerBound(this.#records, (record) => record.start >= passage.end);
    const region = this.#records.slice(from, to);
    const isReplaced = (record: MentionRecord): boolean => goes(record) && overlaps(record, passage);
    const replaced = region.filter(isReplaced);
    const before = new Map(
      replaced.map((record) => [placeKey(record.type, record.start, record.end), record]),
    );
    let changed = false;
    const dismissed: MentionRecord[] = [];
    const now = found.map((mention): MentionRecord => {
      const start = passage.start + mention.start;
      const end = passage.start + mention.end;
      const key = placeKey(mention.type, start, end);
      const known = before.get(key);
      before.delete(key);
      const { text, score } = mention;
      const isSame = known?.score === score && known.text === text && known.foundBy === mention.foundBy;
      if (known && isSame && !known.isStale) return known;
      changed = true;
      const placed = { ...mention, start, end };
      const kept = this.#isKept(placed);
      if (known?.kept && !kept) dismissed.push(known);
      return new MentionRecord(known?.id ?? this.#nextId++, placed, kept, revision);
    });
    const removed = [...before.values(), ...dismissed];
    if (!changed && removed.length === 0) return true;
    for (const { start, end } of now) this.#longest = Math.max(this.#longest, end - start);
    const kept = region.filter((record) => !isReplaced(record));
    this.#replace(from, to, [...kept, ...now].sort(compareMentions));
    this.#counts?.replace(replaced, now);
    this.#commit(revision, removed);
    return true;
  }

  #retain(revision: number, isKept: (record: MentionRecord) => boolean): void {
    // Most often all are kept, of very many: then none is copied.
    const removed = this.#records.filter((record) => !isKept(record));
    if (removed.length === 0) return;
    const gone = new Set(removed);
    this.#records = this.#records.filter((record) => !gone.has(record));
    this.#counts?.replace(removed, []);
    this.#commit(revision, removed);
  }

  #replace(from: number, to: number, records: MentionRecord[]): void {
    // Spreading very many arguments overflows the stack.
    if (records.length < 10_000) this.#records.splice(from, to - from, ...records);
    else this.#records = this.#records.slice(0, from).concat(records, this.#records.slice(to));
  }

  #firstReaching(offset: number): number {
    let index = lowerBound(this.#records, (record) => record.start >= offset);
    while (index > 0 && (this.#records[index - 1] as MentionRecord).start > offset - this.#longest) index--;
    return index;
  }

  #commit(revision: number, removed: readonly MentionRecord[]): void {
    this.#revision = revision;
    this.#index = undefined;
    for (const { id } of removed) this.#removals.push({ id, revision });
    const excess = this.#removals.length - rememberedRemovals;
    if (excess <= 0) return;
    this.#oldestDelta = this.#removals[excess - 1]?.revision ?? revision;
    this.#removals = this.#removals.slice(excess);
  }
}
