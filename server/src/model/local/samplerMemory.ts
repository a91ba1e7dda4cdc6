import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { besideEvaluation } from './besideEvaluation.ts';

/** Samplings between two collections: some 75 MB with a vocabulary of 49,000 tokens. */
const interval = 128;

/**
 * Frees the memory of used samplers. The runtime makes a sampler an evaluation, with a table of the whole
 * vocabulary that V8 does not know of: left to V8, they grow by hundreds of megabytes over a long document.
 * A collection of young objects is quicker but misses those that lived through one.
 */
export class SamplerMemory {
  readonly #collect: () => void;
  #samplings = 0;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as () => void;
  }

  /** Tells of a batch that was just started: a collection that is due runs beside its evaluation. */
  started(samplings: number): void {
    this.#samplings += samplings;
    if (this.#samplings < interval) return;
    this.#samplings = 0;
    besideEvaluation(this.#collect);
  }
}
