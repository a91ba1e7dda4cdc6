/**
 * Bundles the product into dist/. `--production`: minified, without source maps. `--watch`: rebuilds on change.
 *
 * extension.cjs  the client, inside VS Code          server.mjs  the language server
 * panel.js/.css  the panel's page, in the webview    cli.mjs     the terminal
 * modelProcess.mjs  the child that holds the model; node-llama-cpp stays outside, since it finds its binaries
 *                   by its own place on disk
 */
import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/** CommonJS packages inside an ES module still call `require` for Node's own modules. */
const requireInModules = `import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);`;

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: { extension: 'client/src/extension.ts' },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: {
      server: 'server/src/main.ts',
      modelProcess: 'server/src/model/local/modelProcess.ts',
      cli: 'server/src/cli.ts',
    },
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    external: ['node-llama-cpp'],
    banner: { js: requireInModules },
  },
  {
    ...common,
    entryPoints: { panel: 'client/src/panel/view/main.ts' },
    platform: 'browser',
    target: 'chrome122',
    format: 'iife',
  },
];

for (const bundle of bundles) {
  const entries = /** @type {Record<string, string>} */ (bundle.entryPoints);
  bundle.entryPoints = Object.fromEntries(
    Object.entries(entries).filter(([, file]) => existsSync(root + file)),
  );
}

await rm(`${root}dist`, { recursive: true, force: true });
if (watch) {
  const contexts = await Promise.all(
    bundles.map((bundle) => esbuild.context({ ...bundle, logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  for (const program of ['server', 'cli'].map((name) => `${root}dist/${name}.mjs`)) {
    if (existsSync(program)) await chmod(program, 0o755);
  }
}
