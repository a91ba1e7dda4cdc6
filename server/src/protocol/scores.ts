/** Below this score a mention looks weaker: in the editor, in the panel and in exported pages. */
export const weakScore = 0.5;

/** The lowest scores, from 0 to 1, that are shown. */
export interface MinScore {
  readonly general: number;
  /** By the user's names of types, or by these in lower case, which count in any; goes before `general`. */
  readonly byType?: Readonly<Record<string, number>>;
}

/** A person's own minimum scores while they work, such as the panel's slider; they go before the settings'. */
export type ScoreFilter = Partial<MinScore>;

/** The minimum scores that a filter makes of the settings': what a type has of its own goes before what all have. */
export function filteredMinScore(settings: MinScore, { general, byType }: ScoreFilter): MinScore {
  return { general: general ?? settings.general, byType: { ...settings.byType, ...byType } };
}

/** The minimum score that a type has of its own; `undefined`: that of all types counts. */
export function ownMinScoreOf(type: string, { byType }: MinScore): number | undefined {
  const own = (name: string): number | undefined =>
    byType && Object.hasOwn(byType, name) ? byType[name] : undefined;
  return own(type) ?? own(type.toLowerCase());
}

/** The lowest score of a type's mentions that is shown. */
export function minScoreOf(type: string, minScore: MinScore): number {
  return ownMinScoreOf(type, minScore) ?? minScore.general;
}

/** Whether a mention is shown. Client and server decide by this rule, so that neither waits for the other. */
export function reachesScore(
  { type, score }: { readonly type: string; readonly score: number },
  minScore: MinScore,
): boolean {
  return score >= minScoreOf(type, minScore);
}

/**
 * A score with two decimals, cut and not rounded: what shows 0.50 stays when everything from 0.50 on is shown.
 * @param score from 0 to 1
 */
export function scoreText(score: number): string {
  // A hundredth such as 0.29 has no exact number; times a hundred it is 28.999999999999996.
  return (Math.floor(score * 100 + 1e-9) / 100).toFixed(2);
}
