import { normaliseText, type WireMention } from '../../../server/src/protocol.ts';
import type { PackedMentions } from './messages.ts';

/** Packs mentions for the way to the view. */
export function packMentions(mentions: readonly WireMention[]): PackedMentions {
  const types = new Numbering();
  const texts = new Numbering();
  return {
    ids: Int32Array.from(mentions, ({ id }) => id),
    type: Int32Array.from(mentions, ({ type }) => types.of(type)),
    text: Int32Array.from(mentions, ({ text }) => texts.of(text)),
    starts: Int32Array.from(mentions, ({ start }) => start),
    scores: Float64Array.from(mentions, ({ score }) => score),
    stale: idsOf(mentions, ({ state }) => state === 'stale'),
    pattern: idsOf(mentions, ({ foundBy }) => foundBy === 'pattern'),
    term: idsOf(mentions, ({ foundBy }) => foundBy === 'term'),
    types: types.values,
    texts: texts.values,
    entities: texts.values.map(normaliseText),
  };
}

function idsOf(mentions: readonly WireMention[], isMeant: (mention: WireMention) => boolean): Int32Array {
  return Int32Array.from(mentions.filter(isMeant), ({ id }) => id);
}

/** Gives equal strings one number, counted from 0. */
class Numbering {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}
