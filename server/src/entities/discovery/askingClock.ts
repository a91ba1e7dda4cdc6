/** Answers before which the pace of the model is not known well enough to be told. */
const fewest = 12;

/** Measures how fast the model answers, from the first answer on: loading it is no part of that. */
export class AskingClock {
  #first: number | undefined;
  #answers = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  answered(): void {
    this.#first ??= this.now();
    this.#answers++;
  }

  /** @returns milliseconds that so many more answers take; `undefined` as long as too few have come. */
  expect(answers: number): number | undefined {
    if (this.#first === undefined || this.#answers < fewest) return undefined;
    return Math.round(((this.now() - this.#first) / (this.#answers - 1)) * answers);
  }
}
