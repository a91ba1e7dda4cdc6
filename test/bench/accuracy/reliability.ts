import type { Calibration } from '../../../server/src/model/calibration.ts';
import type { Answered } from './examinee.ts';
import { normaliseAnswer } from './scoring.ts';

/** An answered string: its score, and whether people marked it too. */
export interface Judged {
  readonly score: number;
  readonly isRight: boolean;
}

/** Every string of every record and type once, with its best score, in the normalisation of the scoring. */
export function judge(answered: readonly Answered[]): Judged[] {
  return answered.flatMap(({ strings, expected }) => {
    const wanted = new Set(expected.map(normaliseAnswer));
    const best = new Map<string, number>();
    for (const { text, score } of strings) {
      const key = normaliseAnswer(text);
      best.set(key, Math.max(score, best.get(key) ?? 0));
    }
    return [...best].map(([text, score]) => ({ score, isRight: wanted.has(text) }));
  });
}

/** One line of a reliability table. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanScore: number;
  readonly right: number;
}

/** Ten bins of equal width; what a score of this height turned out to be worth. */
export function binsOf(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: 10 }, (_, index) => {
    const [from, to] = [index / 10, (index + 1) / 10];
    const members = judged.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === index);
    const mean = (value: (one: Judged) => number): number =>
      members.length === 0 ? 0 : members.reduce((sum, one) => sum + value(one), 0) / members.length;
    return {
      from,
      to,
      count: members.length,
      meanScore: mean(({ score }) => score),
      right: mean(({ isRight }) => Number(isRight)),
    };
  });
}

/** Expected calibration error (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017). */
export function calibrationError(judged: readonly Judged[]): number {
  return binsOf(judged).reduce(
    (sum, { count, meanScore, right }) => sum + (count / judged.length) * Math.abs(meanScore - right),
    0,
  );
}

/**
 * Fits a rising map from score to share of right answers: isotonic regression by pooling adjacent violators
 * (Zadrozny and Elkan, KDD 2002), over groups of equal size, which become the points of a polyline.
 * @param groups how many groups the answers are cut into, ordered by score
 */
export function fitCalibration(judged: readonly Judged[], groups: number): Calibration {
  const sorted = [...judged].sort((a, b) => a.score - b.score);
  const size = Math.ceil(sorted.length / groups);
  const pools: { count: number; score: number; right: number }[] = [];
  for (let start = 0; start < sorted.length; start += size) {
    const members = sorted.slice(start, start + size);
    let pool = {
      count: members.length,
      score: members.reduce((sum, { score }) => sum + score, 0) / members.length,
      right: members.filter(({ isRight }) => isRight).length / members.length,
    };
    for (let before = pools.at(-1); before && before.right >= pool.right; before = pools.at(-1)) {
      pools.pop();
      const count = before.count + pool.count;
      const mix = (a: number, b: number): number => (a * before.count + b * pool.count) / count;
      pool = { count, score: mix(before.score, pool.score), right: mix(before.right, pool.right) };
    }
    pools.push(pool);
  }
  return pools.map(({ score, right }) => [score, right] as const);
}
