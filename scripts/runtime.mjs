/**
 * The part of node-llama-cpp that the processes of models need beside their bundles: the binaries of one platform,
 * and what is read by path. The licences of all that the bundles hold are in the notices.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npm, root, runProgram } from './steps.mjs';

/**
 * The binaries of each platform that VS Code runs on, by its name for the platform.
 * @type {Record<string, { binaries: string, os: string, cpu: string }>}
 */
export const targets = {
  'linux-x64': { binaries: 'linux-x64', os: 'linux', cpu: 'x64' },
  'linux-arm64': { binaries: 'linux-arm64', os: 'linux', cpu: 'arm64' },
  'linux-armhf': { binaries: 'linux-armv7l', os: 'linux', cpu: 'arm' },
  'darwin-arm64': { binaries: 'mac-arm64-metal', os: 'darwin', cpu: 'arm64' },
  'darwin-x64': { binaries: 'mac-x64', os: 'darwin', cpu: 'x64' },
  'win32-x64': { binaries: 'win-x64', os: 'win32', cpu: 'x64' },
  'win32-arm64': { binaries: 'win-arm64', os: 'win32', cpu: 'arm64' },
};

/**
 * What the names of the packages of GPU binaries end with; those for CUDA come in two parts.
 * @type {Record<string, string[]>}
 */
const gpuBinaries = { cuda: ['cuda', 'cuda-ext'], vulkan: ['vulkan'] };

/** @returns {string | undefined} VS Code's name for this platform */
export const ownTarget = () =>
  Object.keys(targets).find(
    (name) => targets[name]?.os === process.platform && targets[name]?.cpu === process.arch,
  );

/** Files of the runtime that it reads by path. */
const readByPath = ['package.json', 'llama/binariesGithubRelease.json', 'llama/llama.cpp.info.json'];

/**
 * Fetches a package of binaries that npm did not install here, since it is for another platform or a GPU.
 * @param {string} name
 * @param {string} version
 * @param {string} destination
 * @throws {Error} when the registry does not have it
 */
async function fetchBinaries(name, version, destination) {
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner-binaries-'));
  try {
    const flags = ['--force', '--ignore-scripts', '--no-save', '--no-package-lock', '--loglevel=error'];
    const code = await runProgram(npm, ['install', '--prefix', folder, ...flags, `${name}@${version}`]);
    if (code !== 0) throw new Error(`${name} ${version} can't be had from the npm registry in use.`);
    cpSync(join(folder, 'node_modules', name), destination, { recursive: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes sure that the runtime lies in the clone itself: of modules that are linked from elsewhere, the bundler's paths
 * lead there, and what is found by its path below the clone would be missing in the package.
 * @param {string} clone
 * @throws {Error} when it does not
 */
export function requireOwnModules(clone) {
  const runtime = join('node_modules', 'node-llama-cpp');
  const place = realpathSync(join(clone, runtime));
  if (place === join(realpathSync(clone), runtime)) return;
  throw new Error(
    `The modules are linked from ${dirname(place)}, and a package of them would lack parts of the model runtime. Run npm ci in ${clone}, which makes a node_modules folder of its own.`,
  );
}

/**
 * Lays the runtime for one platform into `destination`, a `node_modules` folder that is made anew.
 * @param {string} destination
 * @param {string} target a key of {@link targets}
 * @param {readonly string[]} gpus keys of {@link gpuBinaries}: binaries beside those for the CPU
 * @throws {Error} when a package of binaries is not known or can't be had, or modules are linked
 */
export async function stageRuntime(destination, target, gpus) {
  requireOwnModules(root);
  rmSync(destination, { recursive: true, force: true });
  for (const name of readByPath) {
    const copy = join(destination, 'node-llama-cpp', name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(root, 'node_modules/node-llama-cpp', name), copy);
  }
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules/node-llama-cpp/package.json'), 'utf8'),
  );
  const cpu = `@node-llama-cpp/${targets[target]?.binaries}`;
  const suffixes = gpus.flatMap((gpu) => {
    const known = gpuBinaries[gpu];
    if (!known)
      throw new Error(`There are no binaries for ${gpu}. Known: ${Object.keys(gpuBinaries).join(', ')}.`);
    return known;
  });
  for (const name of [cpu, ...suffixes.map((suffix) => `${cpu}-${suffix}`)]) {
    const installed = join(root, 'node_modules', name);
    const copy = join(destination, name);
    if (existsSync(join(installed, 'bins'))) cpSync(installed, copy, { recursive: true, dereference: true });
    else await fetchBinaries(name, version, copy);
  }
}
