/** The samples with the types that samples/README.md suggests for each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

/**
 * Reads the table of samples/README.md: `| [file](file) | type, type | ... |`.
 * @returns {{ file: string, types: string[] }[]} in the table's order; `file` is relative to the clone
 */
export function readSamples() {
  const page = readFileSync(join(root, 'samples', 'README.md'), 'utf8');
  return [...page.matchAll(/^\| \[[^\]]+\]\(([^)]+)\) \| ([^|]+) \|/gm)].map(([, file = '', types = '']) => ({
    file: `samples/${file}`,
    types: types.split(',').map((type) => type.trim()),
  }));
}
