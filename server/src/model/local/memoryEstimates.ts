import { GgufInsights } from 'node-llama-cpp';

/** How the library tries out how much memory a model or a context takes; not in its typings. `null`: it can't. */
interface WithSimulation {
  _simulateModelResourceUsage?: (options: object) => Promise<object | null>;
  _simulateContextResourceUsage?: (options: object) => Promise<object | null>;
}

/**
 * Has the library estimate memory by its formula, as it does where it can't try it out: to try it out it loads the
 * model's vocabulary twice more, a quarter of the time that a small model's start takes. Without a GPU nothing hangs
 * on it but the refusal of contexts that don't fit, and the formula's estimates are the higher ones.
 * @param library whose estimates; a version that does not try out is left alone
 */
export function estimateByFormula(library: { prototype: object } = GgufInsights): void {
  const insights = library.prototype as WithSimulation;
  const unknown = (): Promise<null> => Promise.resolve(null);
  if (insights._simulateModelResourceUsage) insights._simulateModelResourceUsage = unknown;
  if (insights._simulateContextResourceUsage) insights._simulateContextResourceUsage = unknown;
}
