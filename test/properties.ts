import fc from 'fast-check';

/**
 * Set-up of the property-based tests, which mocha loads first. They try the same examples in every run, so that
 * nothing but a change decides whether they pass; `npm run explore` tries very many others.
 */
const times = Number(process.env['EXPLORE'] ?? 0);

fc.configureGlobal(times > 0 ? { numRuns: 100 * times } : { seed: 1843 });

/** How many examples a property is tried with that needs more, or fewer, than the usual 100. */
export function runs(count: number): number {
  return count * Math.max(1, times);
}
