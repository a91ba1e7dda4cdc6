/** Points of a rising line from score to the share of right answers: `[score, share]`, both from 0 to 1. */
export type Calibration = readonly (readonly [score: number, share: number])[];

/**
 * The share of right answers among those of this score: on the straight line between two points, and outside of all
 * as at the nearest one.
 * @returns the score itself where nothing is known
 */
export function calibrate(calibration: Calibration, score: number): number {
  const next = calibration.findIndex(([at]) => at >= score);
  const [above, below] = [calibration.at(next), next > 0 ? calibration[next - 1] : undefined];
  if (!above || !below) return above?.[1] ?? score;
  const part = (score - below[0]) / (above[0] - below[0]);
  return below[1] + part * (above[1] - below[1]);
}
