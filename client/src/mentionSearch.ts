import type { WireMention } from '../../server/src/protocol.ts';

/** The first mention that starts after an offset, else the first of all. `mentions` are in document order. */
export function mentionAfter(mentions: readonly WireMention[], offset: number): WireMention | undefined {
  return mentions[firstAfter(mentions, offset)] ?? mentions[0];
}

/** The last mention that starts before an offset, else the last of all. `mentions` are in document order. */
export function mentionBefore(mentions: readonly WireMention[], offset: number): WireMention | undefined {
  return mentions[firstAfter(mentions, offset - 1) - 1] ?? mentions.at(-1);
}

/** The shortest mention that holds an offset, its end included; `undefined` when none does. */
export function mentionAt(mentions: readonly WireMention[], offset: number): WireMention | undefined {
  let found: WireMention | undefined;
  for (const mention of mentions) {
    if (mention.start > offset) break;
    if (mention.end < offset) continue;
    if (!found || mention.end - mention.start < found.end - found.start) found = mention;
  }
  return found;
}

/** The mentions that start in `[start, end)`, found by halving. */
export function mentionsStartingIn(
  mentions: readonly WireMention[],
  start: number,
  end: number,
): readonly WireMention[] {
  return mentions.slice(firstAfter(mentions, start - 1), firstAfter(mentions, end - 1));
}

/** Whether a mention stands exactly in `[start, end)`. */
export function isMention(mentions: readonly WireMention[], start: number, end: number): boolean {
  return mentionsStartingIn(mentions, start, start + 1).some((mention) => mention.end === end);
}

function firstAfter(mentions: readonly WireMention[], offset: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle]?.start ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
