/** Measures how fast the model answers. Loading it is no part of that: the time runs from the first answer on. */
export class AskingClock {
  #since: number | undefined;
  #answers = 0;

  /**
   * @param fewest answers before which the pace is not known well enough to be told
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly fewest = 12,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The time runs from now on: nothing is loaded. */
  begin(): void {
    this.#since = this.now();
  }

  answered(): void {
    if (this.#since === undefined) this.begin();
    else this.#answers++;
  }

  /** @returns milliseconds that so many more answers take; `undefined` as long as too few have come. */
  expect(answers: number): number | undefined {
    if (this.#since === undefined || this.#answers < this.fewest) return undefined;
    return Math.round(((this.now() - this.#since) / this.#answers) * answers);
  }
}
