import { overlaps } from '../document/span.ts';
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
  const kept: Annotation[] = [];
  const covered: Annotation[] = [];
  for (const group of overlapGroups(annotations)) {
    const chosen: Annotation[] = [];
    for (const annotation of group.sort(bestFirst)) {
      const isFree = chosen.every(({ prose }) => !overlaps(prose, annotation.prose));
      (isFree ? chosen : covered).push(annotation);
    }
    chosen.sort((a, b) => a.prose.start - b.prose.start);
    for (const annotation of chosen) kept.push(annotation);
  }
  return { kept, covered };
}

/** Annotations in groups, in document order, such that annotations of different groups do not overlap. */
function* overlapGroups(annotations: readonly Annotation[]): Generator<Annotation[]> {
  let group: Annotation[] = [];
  let groupEnd = 0;
  for (const annotation of [...annotations].sort((a, b) => a.prose.start - b.prose.start)) {
    if (group.length > 0 && annotation.prose.start >= groupEnd) {
      yield group;
      group = [];
    }
    group.push(annotation);
    groupEnd = Math.max(groupEnd, annotation.prose.end);
  }
  if (group.length > 0) yield group;
}

function bestFirst(a: Annotation, b: Annotation): number {
  const length = ({ prose }: Annotation) => prose.end - prose.start;
  return length(b) - length(a) || (b.score ?? 1) - (a.score ?? 1) || a.prose.start - b.prose.start;
}
