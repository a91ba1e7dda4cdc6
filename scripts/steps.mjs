/** What `npm start` and `npm test` share: steps with their times, and an install that happens only when needed. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const windows = process.platform === 'win32';

/** npm's own program. */
export const npm = windows ? 'npm.cmd' : 'npm';

/**
 * @param {string} name of a program in node_modules/.bin
 * @returns {string} its path
 */
export const tool = (name) => join(root, 'node_modules', '.bin', windows ? `${name}.cmd` : name);

/**
 * Runs a program in the clone's folder, with this process's terminal.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's own
 * @returns {Promise<number>} its exit code; 1 when it could not be started or a signal ended it
 */
export function runProgram(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      shell: windows && program.endsWith('.cmd'),
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string} program
 * @returns {boolean} whether it is on PATH
 */
export const isOnPath = (program) =>
  spawnSync(windows ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0;

/** @param {string} file a lock file @returns {Record<string, { version?: string, optional?: boolean }>} */
const lockedPackages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** @returns {boolean} whether node_modules differs from what the lock file asks for on every platform */
export function installIsNeeded() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, record))) return true;
  const installed = lockedPackages(record);
  return Object.entries(lockedPackages('package-lock.json')).some(([path, { version, optional }]) => {
    const found = installed[path];
    return path !== '' && (found ? found.version !== version : !optional);
  });
}

/** Installs exactly what the lock file names. @returns {Promise<number>} npm's exit code */
export const install = () => runProgram(npm, ['ci', '--no-audit', '--no-fund']);

/** @returns {Promise<number>} the bundler's exit code */
export const build = () => runProgram(process.execPath, ['esbuild.mjs']);

/**
 * @param {number} since as `performance.now()` gave it
 * @returns {string} the seconds since then
 */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
