import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until a condition holds, asking again every 50 ms.
 * @param what the condition in words, for the error
 * @param condition gives the awaited value, or `undefined` while there is none
 * @param limitMs milliseconds
 * @throws {Error} when the condition does not hold in time
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | undefined | Promise<T | undefined>,
  limitMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain: ${what}.`);
    await pause(50);
  }
}
