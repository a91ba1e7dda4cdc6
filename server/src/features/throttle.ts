/**
 * Runs `action` at most once in `milliseconds` for a key: at once, or in a turn of the event loop of its own, when
 * nothing ran lately, else when the time is over. The last call is never lost.
 */
export class Throttle<Key> {
  readonly #timers = new Map<Key, NodeJS.Timeout>();
  readonly #again = new Set<Key>();
  /** Keys whose action is to run in the next turn. */
  readonly #next = new Set<Key>();

  constructor(
    readonly milliseconds: number,
    readonly action: (key: Key) => void,
    readonly begins: 'at once' | 'in its own turn' = 'at once',
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
    if (this.begins === 'at once') {
      this.action(key);
      return;
    }
    this.#next.add(key);
    setImmediate(() => {
      if (this.#next.delete(key)) this.action(key);
    });
  }
}
