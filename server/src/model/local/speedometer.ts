import type { EngineSpeed } from '../engine.ts';

/** How fast a model reads and writes, over all that it has done. */
export class Speedometer {
  readonly #read = { tokens: 0, ms: 0 };
  readonly #written = { tokens: 0, ms: 0 };

  /** Notes one evaluation. @param kind whether tokens of prompts were evaluated, or tokens of answers */
  add(kind: keyof EngineSpeed, tokens: number, ms: number): void {
    const sum = kind === 'read' ? this.#read : this.#written;
    sum.tokens += tokens;
    sum.ms += ms;
  }

  get speed(): EngineSpeed {
    return { read: rateOf(this.#read), written: rateOf(this.#written) };
  }
}

function rateOf({ tokens, ms }: { readonly tokens: number; readonly ms: number }): number {
  return ms > 0 ? Math.round((1000 * tokens) / ms) : 0;
}
