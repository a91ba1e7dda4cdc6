/**
 * Runs a job for a key, once at a time: what is asked for while it runs is one more run after it, however often it
 * was asked for.
 */
export class OneAtATime {
  /** The keys of the jobs that run, and whether each is to run once more. */
  readonly #running = new Map<string, boolean>();

  constructor(private readonly job: (key: string) => Promise<void>) {}

  /** Has the job run with what holds now; it begins in this turn unless it runs already. */
  run(key: string): void {
    const isRunning = this.#running.has(key);
    this.#running.set(key, isRunning);
    if (!isRunning) void this.#work(key);
  }

  async #work(key: string): Promise<void> {
    try {
      do {
        this.#running.set(key, false);
        await this.job(key);
      } while (this.#running.get(key));
    } finally {
      this.#running.delete(key);
    }
  }
}
