import type { Span } from '../document/span.ts';
import { type Mention, normaliseText } from './mention.ts';

/** The order of mentions everywhere: by start, then the longest first, then by type. */
export function compareMentions(
  a: Span & { readonly type: string },
  b: Span & { readonly type: string },
): number {
  return a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}

/** The smallest index from which on `isAfter` holds; `isAfter` must not go back to false. */
export function lowerBound<T>(items: readonly T[], isAfter: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A key of the entity that a mention belongs to. */
export function entityKey(type: string, text: string): string {
  return `${type}\u0000${normaliseText(text)}`;
}

/** What the index reads of a mention; it makes a {@link Mention} only of those that are asked for. */
export interface Indexed extends Span {
  readonly id: number;
  readonly type: string;
  /** See {@link entityKey}. */
  readonly entity: string;
  readonly mention: Mention;
}

/** A list of mentions in document order that answers where and which, as long as nothing moves. */
export class MentionIndex {
  /** In document order. */
  readonly items: readonly Indexed[];
  /** At each index, the largest end so far: grows, so that it can be searched. */
  readonly #reach: Float64Array;
  #mentions: readonly Mention[] | undefined;
  #byId: ReadonlyMap<number, Indexed> | undefined;
  #byType: ReadonlyMap<string, readonly Mention[]> | undefined;
  #byEntity: ReadonlyMap<string, readonly Indexed[]> | undefined;

  /** @param items in document order, see {@link compareMentions} */
  constructor(items: readonly Indexed[]) {
    this.items = items;
    this.#reach = new Float64Array(items.length);
    let reach = 0;
    for (let index = 0; index < items.length; index++) {
      reach = Math.max(reach, (items[index] as Indexed).end);
      this.#reach[index] = reach;
    }
  }

  get size(): number {
    return this.items.length;
  }

  /** All, in document order. */
  get mentions(): readonly Mention[] {
    this.#mentions ??= this.items.map(({ mention }) => mention);
    return this.#mentions;
  }

  get(id: number): Mention | undefined {
    this.#byId ??= new Map(this.items.map((item) => [item.id, item]));
    return this.#byId.get(id)?.mention;
  }

  /** Mentions that share a code unit with the span of the source, in document order. */
  inRange({ start, end }: Span): Mention[] {
    const found: Mention[] = [];
    for (let index = this.#firstReaching(start + 1); index < this.items.length; index++) {
      const item = this.items[index] as Indexed;
      if (item.start >= end) break;
      if (item.end > start) found.push(item.mention);
    }
    return found;
  }

  /**
   * Mentions that hold the offset of the source, the shortest first. A cursor at a mention's end still
   * counts as on it, as editors count words.
   */
  at(offset: number): Mention[] {
    const found: Indexed[] = [];
    for (let index = this.#firstReaching(offset); index < this.items.length; index++) {
      const item = this.items[index] as Indexed;
      if (item.start > offset) break;
      if (item.end >= offset) found.push(item);
    }
    const length = ({ start, end }: Span): number => end - start;
    return found.sort((a, b) => length(a) - length(b)).map(({ mention }) => mention);
  }

  /** All mentions of the entity with this type and text. */
  ofEntity(type: string, text: string): readonly Mention[] {
    this.#byEntity ??= groupBy(this.items, ({ entity }) => entity);
    return (this.#byEntity.get(entityKey(type, text)) ?? []).map(({ mention }) => mention);
  }

  /** The mentions of each type that has any. */
  byType(): ReadonlyMap<string, readonly Mention[]> {
    this.#byType ??= groupBy(this.mentions, ({ type }) => type);
    return this.#byType;
  }

  #firstReaching(end: number): number {
    let low = 0;
    let high = this.#reach.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#reach[middle] as number) >= end) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
