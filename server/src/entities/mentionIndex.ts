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

/** An immutable list of mentions in document order that answers where and which. */
export class MentionIndex {
  /** In document order, see {@link compareMentions}. */
  readonly mentions: readonly Mention[];
  /** At each index, the largest end so far: grows, so that it can be searched. */
  readonly #reach: Float64Array;
  #byId: ReadonlyMap<number, Mention> | undefined;
  #byType: ReadonlyMap<string, readonly Mention[]> | undefined;
  #byEntity: ReadonlyMap<string, readonly Mention[]> | undefined;

  /** @param mentions in document order */
  constructor(mentions: readonly Mention[]) {
    this.mentions = mentions;
    this.#reach = new Float64Array(mentions.length);
    let reach = 0;
    mentions.forEach((mention, index) => {
      reach = Math.max(reach, mention.source.end);
      this.#reach[index] = reach;
    });
  }

  get(id: number): Mention | undefined {
    this.#byId ??= new Map(this.mentions.map((mention) => [mention.id, mention]));
    return this.#byId.get(id);
  }

  /** Mentions that share a code unit with the span of the source, in document order. */
  inRange(span: Span): Mention[] {
    const found: Mention[] = [];
    for (let index = this.#firstReaching(span.start + 1); index < this.mentions.length; index++) {
      const mention = this.mentions[index] as Mention;
      if (mention.source.start >= span.end) break;
      if (mention.source.end > span.start) found.push(mention);
    }
    return found;
  }

  /**
   * Mentions that hold the offset of the source, the shortest first. A cursor at a mention's end still
   * counts as on it, as editors count words.
   */
  at(offset: number): Mention[] {
    const found: Mention[] = [];
    for (let index = this.#firstReaching(offset); index < this.mentions.length; index++) {
      const mention = this.mentions[index] as Mention;
      if (mention.source.start > offset) break;
      if (mention.source.end >= offset) found.push(mention);
    }
    const length = ({ source }: Mention): number => source.end - source.start;
    return found.sort((a, b) => length(a) - length(b));
  }

  /** All mentions of the entity with this type and text. */
  ofEntity(type: string, text: string): readonly Mention[] {
    this.#byEntity ??= groupBy(this.mentions, (mention) => entityKey(mention.type, mention.text));
    return this.#byEntity.get(entityKey(type, text)) ?? [];
  }

  /** The mentions of each type that has any. */
  byType(): ReadonlyMap<string, readonly Mention[]> {
    this.#byType ??= groupBy(this.mentions, (mention) => mention.type);
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
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
