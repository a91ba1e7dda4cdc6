import { normaliseText, type WireMention } from '../../../server/src/protocol.ts';
import type { PackedMentions } from './messages.ts';

/** Packs mentions for the way to the view; the scores to two decimals, which is what it shows. */
export function packMentions(mentions: readonly WireMention[]): PackedMentions {
  const types = new Numbering();
  const texts = new Numbering();
  return {
    ids: mentions.map(({ id }) => id),
    type: mentions.map(({ type }) => types.of(type)),
    text: mentions.map(({ text }) => texts.of(text)),
    starts: mentions.map(({ start }) => start),
    scores: mentions.map(({ score }) => Math.round(score * 100) / 100),
    stale: mentions.filter(({ state }) => state === 'stale').map(({ id }) => id),
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
