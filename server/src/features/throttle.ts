/**
 * Runs `action` at most once in `milliseconds` for a key: when nothing ran lately at once, or after `delay`
 * milliseconds, so that other work of the same turn is not prolonged; else when the time is over. The last call is
 * never lost.
 */
export class Throttle<Key> {
  readonly #timers = new Map<Key, NodeJS.Timeout>();
  readonly #again = new Set<Key>();
  /** Keys whose action is to run after the delay. */
  readonly #next = new Set<Key>();

  constructor(
    readonly milliseconds: number,
    readonly action: (key: Key) => void,
    readonly delay?: number,
  ) {}

  call(key: Key): void {
    if (this.#timers.has(key)) {
      this.#again.add(key);
      return;
    }
    this.#run(key);
  }

  /** Runs at once what waits for this key. */
  flush(key: Key): void {
    if (this.#next.delete(key)) this.action(key);
    if (!this.#again.delete(key)) return;
    clearTimeout(this.#timers.get(key));
    this.#run(key);
  }

  /** Forgets what waits for this key. */
  cancel(key: Key): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#again.delete(key);
    this.#next.delete(key);
  }

  #run(key: Key): void {
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      if (this.#again.delete(key)) this.#run(key);
    }, this.milliseconds);
    this.#timers.set(key, timer);
    if (this.delay === undefined) {
      this.action(key);
      return;
    }
    this.#next.add(key);
    setTimeout(() => {
      if (this.#next.delete(key)) this.action(key);
    }, this.delay);
  }
}
