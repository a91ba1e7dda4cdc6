/**
 * Adds to package-lock.json the optional packages that the registry in use did not have when the lock file was
 * written. Without them `npm ci` refuses the lock file (EUSAGE), here and on every other platform.
 *
 * node-llama-cpp ships its binaries as one optional package a platform. Of a package that can't be seen, only
 * what its name tells is written: version, os and cpu; npm finds the rest in its registry. Run it after every
 * change of dependencies: `npm run complete-lock`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const runtime = 'node-llama-cpp';

/**
 * The platforms of the packages, as the last published version of each states them.
 * @type {Record<string, { os: string[], cpu: string[] }>}
 */
const platforms = {
  'mac-arm64-metal': { os: ['darwin'], cpu: ['arm64', 'x64'] },
  'mac-x64': { os: ['darwin'], cpu: ['x64'] },
  'win-x64': { os: ['win32'], cpu: ['x64'] },
  'win-arm64': { os: ['win32'], cpu: ['arm64', 'x64'] },
  'linux-x64': { os: ['linux'], cpu: ['x64'] },
  'linux-arm64': { os: ['linux'], cpu: ['arm64', 'x64'] },
  'linux-armv7l': { os: ['linux'], cpu: ['arm', 'x64'] },
  'linux-riscv64': { os: ['linux'], cpu: ['riscv64'] },
};

/** @typedef {{ packages: Record<string, any> }} Lock */

/**
 * @param {Lock} lock a parsed lock file (version 3); changed in place
 * @returns {string[]} the names of the packages that were added
 * @throws {Error} when the runtime names a package whose platform is not known here
 */
export function completeLock(lock) {
  /** @type {string[]} */
  const added = [];
  const wanted = lock.packages[`node_modules/${runtime}`].optionalDependencies;
  for (const [name, version] of Object.entries(wanted)) {
    const key = `node_modules/${name}`;
    if (lock.packages[key]) continue;
    const platform = platforms[name.replace('@node-llama-cpp/', '')];
    if (!platform) throw new Error(`${name}: say in scripts/complete-lock.mjs which platform it is for.`);
    lock.packages[key] = { version, cpu: platform.cpu, license: 'MIT', optional: true, os: platform.os };
    added.push(name);
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return added;
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const file = new URL('../package-lock.json', import.meta.url);
  /** @type {Lock} */
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const added = completeLock(lock);
  if (added.length > 0) await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added ${added.join(', ')}.` : 'Nothing was missing.');
}
