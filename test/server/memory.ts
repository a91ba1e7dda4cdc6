import { readFileSync } from 'node:fs';

/** What a process takes of the memory, by Linux's /proc. @returns megabytes; `undefined` elsewhere */
export function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const size = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return Math.round(Number(size) / 1024);
  } catch {
    return undefined;
  }
}
