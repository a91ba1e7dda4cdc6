/** What is counted of a mention. */
interface Counted {
  readonly type: string;
  readonly score: number;
  /** It was not dismissed. */
  readonly kept: boolean;
}

/**
 * How many mentions there are, kept up as they come and go: of very many nobody has to go through them all for their
 * number, which is told ten times a second.
 */
export class MentionCounts<Record extends Counted> {
  readonly #isShown: (record: Record) => boolean;
  readonly #byType = new Map<string, number>();
  #kept = 0;
  #shown = 0;

  /** @param isShown whether a kept mention is shown; must go on to say the same of it */
  constructor(isShown: (record: Record) => boolean, records: readonly Record[]) {
    this.#isShown = isShown;
    this.#count(records, 1);
  }

  /** Of all that were not dismissed, how many are shown. */
  get shown(): number {
    return this.#shown;
  }

  /** How many were not dismissed and are not shown all the same. */
  get hidden(): number {
    return this.#kept - this.#shown;
  }

  /** How many of each type are shown; types without any may be missing. */
  get byType(): ReadonlyMap<string, number> {
    return this.#byType;
  }

  replace(gone: readonly Record[], come: readonly Record[]): void {
    this.#count(gone, -1);
    this.#count(come, 1);
  }

  #count(records: readonly Record[], by: 1 | -1): void {
    for (const record of records) {
      if (!record.kept) continue;
      this.#kept += by;
      if (!this.#isShown(record)) continue;
      this.#shown += by;
      this.#byType.set(record.type, (this.#byType.get(record.type) ?? 0) + by);
    }
  }
}
