/** Programs of the operating system that some tests need: a browser, its fonts, an editor other than VS Code. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runProgram } from './steps.mjs';

/** @param {string} name of a Debian package */
const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' }).stdout ===
  'installed';

/**
 * Installs Debian packages that are missing, when this process may (root on Debian or a relative of it).
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} why something is still missing, in one sentence; `undefined`: all is there
 */
export async function provideSystemPackages(packages) {
  if (!existsSync('/usr/bin/dpkg-query')) return `install ${packages.join(', ')} by hand on this system.`;
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return undefined;
  if (process.getuid?.() !== 0)
    return `missing: ${missing.join(', ')}; try sudo apt-get install ${missing.join(' ')}.`;
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], quiet);
  await runProgram('apt-get', ['install', '-qy', '--no-install-recommends', ...missing], quiet);
  const stillMissing = missing.filter((name) => !isInstalled(name));
  return stillMissing.length > 0 ? `apt-get could not install ${stillMissing.join(', ')}.` : undefined;
}
