/**
 * Tokens whose evaluation beside others takes as long as one more evaluation for some of the lanes: measured with the
 * embedded model on a CPU, where 2 ms a token stand against 10 to 20.
 */
const worthFilling = 6;

/**
 * How many tokens each lane is to evaluate. llama.cpp takes as many tokens of every sequence as the shortest has, then as
 * many of those that have more, and so on, each time through all layers of the model: a few tokens that mean nothing cost
 * less.
 * @param lengths how many tokens the lanes have to evaluate
 * @returns the length up to which all are to be filled; 0 where that costs more
 */
export function evenLength(lengths: readonly number[]): number {
  const longest = Math.max(...lengths);
  const filler = lengths.reduce((sum, length) => sum + longest - length, 0);
  return filler <= worthFilling * (new Set(lengths).size - 1) ? longest : 0;
}
