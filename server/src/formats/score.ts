/** As many decimals of a score are written as mean anything. */
const written = 4;

/**
 * A score with some decimals, cut and not rounded: what is 0.5 or more stays so, and what is less.
 * @param score from 0 to 1
 */
export function cutScore(score: number, decimals = written): number {
  // A hundredth such as 0.29 has no exact number; times a hundred it is 28.999999999999996.
  return Math.floor(score * 10 ** decimals + 1e-9) / 10 ** decimals;
}
