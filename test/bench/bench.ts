/**
 * Runs the measurements one after the other, or the named one: `npm run bench -- [speed|start|edits|newcomers|growth] [options]`.
 * They are no tests: they pass whatever the numbers.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const usage =
  'npm run bench -- [speed|start|edits|newcomers|growth] [options]; --help after one of them shows its options';
const parts = ['speed', 'start', 'edits', 'newcomers', 'growth'];
const [named, ...options] = process.argv.slice(2);
const isNamed = named !== undefined && parts.includes(named);
const given = isNamed || named === undefined ? options : [named, ...options];
const chosen = isNamed ? [named] : given.length > 0 ? ['speed'] : parts;
if (named === '--help' || (named !== undefined && !isNamed && !named.startsWith('-'))) {
  const isHelp = named === '--help';
  console.error(isHelp ? `Usage: ${usage}` : `${named} is no measurement.\nUsage: ${usage}`);
  process.exit(isHelp ? 0 : 2);
}
for (const part of chosen) {
  const file = fileURLToPath(new URL(`./${part}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...given], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
