import type { Span } from '../document/span.ts';

/** Code units that are segmented at once; the engine's time grows with the square of the text's length. */
const WINDOW = 2048;

/** More than Unicode's rules look ahead: a segment that ends so close to a window's end may go on. */
const LOOK_AHEAD = 64;

/**
 * The segments of a text of any length, in time proportional to it. Only a segment longer than a window is cut.
 */
export function* segmentsOf(text: string, segmenter: Intl.Segmenter): Generator<Span> {
  let start = 0;
  while (start < text.length) {
    const from = start;
    const until = windowEnd(text, from);
    const settled = until === text.length ? until : until - LOOK_AHEAD;
    for (const { index, segment } of segmenter.segment(text.slice(from, until))) {
      const end = from + index + segment.length;
      if (end > settled && start > from) break;
      yield { start, end };
      start = end;
    }
  }
}

function windowEnd(text: string, start: number): number {
  const end = start + WINDOW;
  if (end >= text.length) return text.length;
  const isInPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(end - 1, end + 1));
  return isInPair ? end - 1 : end;
}
