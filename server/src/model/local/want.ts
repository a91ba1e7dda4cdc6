import type { AskOptions, Query } from '../engine.ts';

/**
 * 0: the first passage that a user's command asks about, 1: one that a person looks at and a user's command asks about,
 * 2: another that a person looks at; 3: the rest of a user's command, 4: that of the background.
 */
export type Rank = 0 | 1 | 2 | 3 | 4;

/** How soon a query is wanted. */
export interface Want {
  readonly rank: Rank;
  /** Since when a person looks at the passage, in milliseconds: of one rank, what came into view last goes first. */
  readonly since: number;
}

/** @param isFirst whether its passage is the first that is asked about */
export function wantOf(
  { seenSince }: Query,
  priority: NonNullable<AskOptions['priority']>,
  isFirst: boolean,
): Want {
  const since = seenSince ?? 0;
  if (priority === 'background') return { rank: since > 0 ? 2 : 4, since };
  if (isFirst) return { rank: 0, since: 0 };
  return { rank: since > 0 ? 1 : 3, since };
}

/** Whether somebody waits for this very answer: what is wanted later must not delay it. */
export function isAwaited({ rank }: Want): boolean {
  return rank < 3;
}

/** Compares as `sort` does: what is wanted sooner comes first. */
export function compareWants(a: Want, b: Want): number {
  return a.rank - b.rank || b.since - a.since;
}
