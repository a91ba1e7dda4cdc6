/**
 * Work that is done in steps of about a millisecond to some ten, with a pause wherever it yields, so that
 * whoever drives it can do other things in between. What it returns is the result.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export interface PaceOptions {
  /** For how long steps are done before the event loop gets its turn, in milliseconds. */
  readonly sliceMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Does the steps in slices and lets the event loop run between two slices.
 * @throws the signal's reason, when it aborts before the last step.
 */
export async function pace<T>(steps: Steps<T>, options: PaceOptions = {}): Promise<T> {
  const { sliceMs = 8, signal } = options;
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    signal?.throwIfAborted();
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() >= sliceEnd) {
      await new Promise((resolve) => setImmediate(resolve));
      sliceEnd = performance.now() + sliceMs;
    }
  }
}
