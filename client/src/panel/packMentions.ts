import { normaliseText, type WireMention } from '../../../server/src/protocol.ts';
import type { PackedMentions } from './messages.ts';

/** Packs mentions for the way to the view; the scores to two decimals, which is what it shows. */
export function packMentions(mentions: readonly WireMention[]): PackedMentions {
  const types = new Numbering();
  const texts = new Numbering();
  return {
    ids: Int32Array.from(mentions, ({ id }) => id),
    type: Int32Array.from(mentions, ({ type }) => types.of(type)),
    text: Int32Array.from(mentions, ({ text }) => texts.of(text)),
    starts: Int32Array.from(mentions, ({ start }) => start),
    scores: Uint8Array.from(mentions, ({ score }) => Math.round(score * 100)),
    stale: Int32Array.from(mentions.filter(({ state }) => state === 'stale').map(({ id }) => id)),
    types: types.values,
    texts: texts.values,
    entities: texts.values.map(normaliseText),
  };
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
