/** Refills, then steps, that may follow each other while the other kind has work. */
const refillsInARow = 3;
const stepsInARow = 4;

/**
 * Who waits: nobody in particular, a person for what the lanes work on (`awaited`), or a `newcomer`, who wants something
 * sooner than what they were given last.
 */
export type Waiting = 'nobody' | 'awaited' | 'newcomer';

/**
 * When to give idle lanes new questions, and when to decode the open answers. A step costs almost as much for
 * few lanes as for many, so open answers wait until half of the lanes are busy, but not for more than a few
 * refills, where a person waits than for one; then they are decoded until a quarter of the lanes is left, so that
 * long answers get on too.
 */
export class Rhythm {
  #phase: 'refill' | 'decode' = 'refill';
  #count = 0;
  #isForNewcomer = false;

  constructor(private readonly lanes: number) {}

  /** Whether the last decision is for somebody who has no answer yet: one passage is to be given out, and decoded then. */
  get isForNewcomer(): boolean {
    return this.#isForNewcomer;
  }

  /**
   * What to do next.
   * @param busy lanes whose answers are open
   */
  next(busy: number, waiting: Waiting = 'nobody'): 'refill' | 'decode' {
    const refills = waiting === 'nobody' ? refillsInARow : 1;
    this.#isForNewcomer = waiting === 'newcomer' && busy < this.lanes;
    if (this.#isForNewcomer) this.#enter('refill', refillsInARow - 1);
    else if (busy === 0) this.#enter('refill');
    else if (this.#phase === 'refill' && (busy > this.lanes / 2 || this.#count >= refills))
      this.#enter('decode');
    else if (this.#phase === 'decode' && busy <= this.lanes / 4 && this.#count >= stepsInARow)
      this.#enter('refill');
    this.#count++;
    return this.#phase;
  }

  #enter(phase: 'refill' | 'decode', count = 0): void {
    this.#phase = phase;
    this.#count = count;
  }
}
