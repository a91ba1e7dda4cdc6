/**
 * node-llama-cpp as a part of our bundles: to import its 500 modules one by one takes a model's process four times as
 * long. The binaries, and what it reads by path, stay in its package.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages by which it clones, compiles and downloads, and shows how far that is; none of it is ever done here. */
const neverUsed = /^(filenamify|ipull|ora|pretty-ms|simple-git|slice-ansi|stdout-update)$/;

/** The place of its entry, by which all of its files find theirs; each bundle that holds them begins with this. */
export const runtimePlace = "const nodeRuntime = import.meta.resolve('node-llama-cpp');";

/** Its test of a binary, which is a program too: one that must lie in a file of this name. */
export const binaryTest = 'node_modules/node-llama-cpp/dist/bindings/utils/testBindingBinary.js';
const rememberingTest = fileURLToPath(new URL('../server/src/model/local/binaryTest.ts', import.meta.url));

/** @type {import('esbuild').Plugin} */
export const runtimeInBundle = {
  name: 'runtime-in-bundle',
  setup(build) {
    const modules = /[\\/]node-llama-cpp[\\/]dist[\\/]/;
    build.onLoad({ filter: modules }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (path.endsWith('testBindingBinary.js')) return { contents: source };
      const place = path.split(modules)[1]?.replaceAll('\\', '/');
      const url = `new URL(${JSON.stringify(place)}, nodeRuntime).href`;
      return { contents: source.replaceAll('import.meta.url', url) };
    });
    build.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
      if (!modules.test(importer)) return undefined;
      const isTest = path.endsWith('/testBindingBinary.js');
      const module = isTest ? rememberingTest : resolve(dirname(importer), path);
      return { path: module, sideEffects: false };
    });
    build.onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: 'never-used' }));
    build.onLoad({ filter: /.*/, namespace: 'never-used' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not in this bundle.'); };`,
    }));
  },
};
