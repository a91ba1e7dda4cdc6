import type { Annotation } from './annotatedDocument.ts';

export interface Flat {
  /** In document order; no two share a code unit of the prose. */
  readonly kept: readonly Annotation[];
  readonly covered: readonly Annotation[];
}

/**
 * Chooses annotations for a format in which a token has one type: the longest wins, then the better score,
 * then the one that starts first. Lengths and overlaps are those of the prose.
 */
export function flatten(annotations: readonly Annotation[]): Flat {
  const length = ({ prose }: Annotation) => prose.end - prose.start;
  const best = [...annotations].sort(
    (a, b) => length(b) - length(a) || (b.score ?? 1) - (a.score ?? 1) || a.prose.start - b.prose.start,
  );
  const kept: Annotation[] = [];
  const covered: Annotation[] = [];
  for (const annotation of best) {
    const place = placeOf(annotation.prose.start, kept);
    const before = kept[place - 1];
    const after = kept[place];
    const isFree =
      (before === undefined || before.prose.end <= annotation.prose.start) &&
      (after === undefined || annotation.prose.end <= after.prose.start);
    if (isFree) kept.splice(place, 0, annotation);
    else covered.push(annotation);
  }
  return { kept, covered };
}

/** The first index in ordered, disjoint annotations whose start is not before `start`. */
function placeOf(start: number, ordered: readonly Annotation[]): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.prose.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
