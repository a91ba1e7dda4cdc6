/** Tells work in a loop when it should let the event loop run. */
export class TimeSlice {
  readonly #ms: number;
  #end: number;

  /** @param ms for how long work goes on without a pause, in milliseconds */
  constructor(ms = 8) {
    this.#ms = ms;
    this.#end = performance.now() + ms;
  }

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** Lets everything else run that waits, then begins a new slice. */
  async pause(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#end = performance.now() + this.#ms;
  }
}
