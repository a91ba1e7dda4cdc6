/**
 * node-llama-cpp as a part of our bundles: to import its 500 modules one by one takes a model's process four times as
 * long. The binaries, and what it reads by path, stay in its package.
 */
import { readFile } from 'node:fs/promises';

/** Packages by which it clones, compiles and downloads, and shows how far that is; none of it is ever done here. */
const neverUsed = /^(filenamify|ipull|ora|pretty-ms|simple-git|slice-ansi|stdout-update)$/;

/** Its entry's place, by which all of its files find theirs; each bundle that holds them begins with this. */
export const runtimePlace = "const nodeRuntime = import.meta.resolve('node-llama-cpp');";

/** @type {import('esbuild').Plugin} */
export const runtimeInBundle = {
  name: 'runtime-in-bundle',
  setup(build) {
    build.onLoad({ filter: /[\\/]node-llama-cpp[\\/]dist[\\/].+\.js$/ }, async ({ path }) => {
      const place = path.split(/[\\/]node-llama-cpp[\\/]dist[\\/]/)[1]?.replaceAll('\\', '/');
      const source = await readFile(path, 'utf8');
      const url = `new URL(${JSON.stringify(place)}, nodeRuntime).href`;
      return { contents: source.replaceAll('import.meta.url', url) };
    });
    build.onResolve({ filter: neverUsed }, ({ path }) => ({ path, namespace: 'never-used' }));
    build.onLoad({ filter: /.*/, namespace: 'never-used' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not in this bundle.'); };`,
    }));
  },
};
