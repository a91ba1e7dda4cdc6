import type { Passage } from '../../document/passage.ts';

/** Words with a capital that no sentence begins with, as far as the word before tells. */
const innerCapital = /(?<=[\p{L}\p{N},;:)"'\u2019\u201d]\s+)\p{Lu}[\p{L}\p{N}'\u2019-]*/gu;
const digits = /\p{N}+/gu;
const longWord = /\p{L}{8,}/gu;
/** What the sign of a mention is worth beside a capital inside a sentence. */
const digitsWorth = 0.6;
const longWordWorth = 0.25;
/** The document is parted in so many stretches, which are sampled in turn. */
const stretches = 4;

/**
 * Chooses passages to learn from what a document is about: from all its parts in turn, of each part first those that
 * are likely to hold most mentions, since a question takes about as long whatever the length of its passage. The same
 * document always gives the same passages.
 * @param passages in document order
 * @param most how many are chosen at most
 * @returns the chosen passages, each text once, the most telling first; what comes first is spread over the document
 */
export function samplePassages<T extends Pick<Passage, 'text'>>(passages: readonly T[], most: number): T[] {
  const distinct = [...new Map(passages.map((passage) => [passage.text, passage])).values()];
  const parts = Array.from({ length: stretches }, (_, part) =>
    distinct
      .slice(
        Math.floor((part * distinct.length) / stretches),
        Math.floor(((part + 1) * distinct.length) / stretches),
      )
      .map((passage) => ({ passage, richness: richness(passage.text) }))
      .sort((a, b) => b.richness - a.richness),
  );
  const chosen: T[] = [];
  for (let rank = 0; chosen.length < Math.min(most, distinct.length); rank++) {
    const row = parts.flatMap((part) => part[rank] ?? []).sort((a, b) => b.richness - a.richness);
    chosen.push(...row.map(({ passage }) => passage));
  }
  return chosen.slice(0, most);
}

/** About how many mentions a passage is likely to hold, by its capitals, digits and long words. */
export function richness(text: string): number {
  const distinct = (pattern: RegExp): number => new Set(text.match(pattern)).size;
  return distinct(innerCapital) + digitsWorth * distinct(digits) + longWordWorth * distinct(longWord);
}
