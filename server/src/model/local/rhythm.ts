/** Refills, then steps, that may follow each other while the other kind has work. */
const refillsInARow = 3;
const stepsInARow = 4;

/**
 * When to give idle lanes new questions, and when to decode the open answers. A step costs almost as much for
 * few lanes as for many, so open answers wait until half of the lanes are busy, but not for more than a few
 * refills; then they are decoded until a quarter of the lanes is left, so that long answers get on too.
 */
export class Rhythm {
  #phase: 'refill' | 'decode' = 'refill';
  /** The first answers are decoded after one refill: somebody is waiting for the first mention. */
  #count = refillsInARow - 1;
  #decisions = 0;

  constructor(private readonly lanes: number) {}

  /** Whether the last decision was the first. */
  get isFirst(): boolean {
    return this.#decisions === 1;
  }

  /** What to do next. @param busy lanes whose answers are open */
  next(busy: number): 'refill' | 'decode' {
    if (busy === 0 && this.#decisions > 0) this.#enter('refill');
    else if (this.#phase === 'refill' && (busy > this.lanes / 2 || this.#count >= refillsInARow))
      this.#enter('decode');
    else if (this.#phase === 'decode' && busy <= this.lanes / 4 && this.#count >= stepsInARow)
      this.#enter('refill');
    this.#count++;
    this.#decisions++;
    return this.#phase;
  }

  #enter(phase: 'refill' | 'decode'): void {
    this.#phase = phase;
    this.#count = 0;
  }
}
