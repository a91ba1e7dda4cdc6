import { readFileSync, readdirSync } from 'node:fs';
import { residentMegabytes } from '../../server/memory.ts';

/** The time (ms) below which a share of the times lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** Prints a line of the table. */
export function row(name: string, value: string): void {
  console.log(`${name.padEnd(58)} ${value}`);
}

/** Times as the table shows them. */
export function summary(times: readonly number[]): string {
  const cells = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(1));
  return `p50 ${cells[0] ?? ''} ms, p99 ${cells[1] ?? ''} ms, most ${cells[2] ?? ''} ms (${String(times.length)})`;
}

/**
 * What the server and the model's process take of the memory, by Linux's /proc.
 * @returns megabytes; `not measured` elsewhere
 */
export function memory(pid: number | undefined): string {
  try {
    const children = readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && parentOf(name) === String(pid),
    );
    const [server, ...models] = [String(pid), ...children].map(
      (process) => residentMegabytes(Number(process)) ?? 0,
    );
    return `server ${String(server)} MB, model ${String(models.reduce((sum, size) => sum + size, 0))} MB`;
  } catch {
    return 'not measured';
  }
}

function parentOf(pid: string): string | undefined {
  try {
    return /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
