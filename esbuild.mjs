/**
 * Bundles the product into dist/. `--production`: minified, without source maps, and with the notices of
 * all packages that are in it. `--watch`: rebuilds on change.
 *
 * extension.cjs  the client, inside VS Code          server.mjs  the language server
 * languageServer.cjs  the client's line to it, which is loaded when it is first needed
 * panel.js/.css  the panel's page, in the webview    cli.mjs     the terminal
 * modelProcess.mjs  the child that holds the model, chatProcess.mjs the one that holds an instruct model; both
 *                   with node-llama-cpp inside, whose binaries stay in its package
 * testBindingBinary.mjs  node-llama-cpp's test whether a binary can be loaded here
 */
import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { dataWhenAsked } from './scripts/dataWhenAsked.mjs';
import { binaryTest, runtimeInBundle, runtimePlace } from './scripts/runtimeInBundle.mjs';
import { noticesFile, thirdPartyNotices } from './scripts/thirdPartyNotices.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/** CommonJS packages inside an ES module still call `require` for Node's own modules, and ask for `__filename`. */
const commonJsInModules = `import { createRequire as nodeRequire } from 'node:module'; import { fileURLToPath as nodeFile } from 'node:url'; const require = nodeRequire(import.meta.url), nodeFilename = nodeFile(import.meta.url);`;

/**
 * VS Code waits for what it loads when it activates the extension: the line to the server is large and comes later.
 * @type {esbuild.Plugin}
 */
const loadedLater = {
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /\/languageServer\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './languageServer.cjs', external: true } : undefined,
    );
  },
};

/**
 * The protocol names its messages by classes of vscode-jsonrpc, whose line between processes, half of what would be
 * loaded at activation, is for the line to the server alone.
 * @type {esbuild.Plugin}
 */
const messagesAlone = {
  name: 'messages-alone',
  setup(build) {
    const messages = fileURLToPath(
      new URL('node_modules/vscode-jsonrpc/lib/common/messages.js', import.meta.url),
    );
    build.onResolve({ filter: /^vscode-jsonrpc$/ }, ({ importer }) =>
      /[\\/]server[\\/]src[\\/]protocol(?:\w*|[\\/]\w+)\.ts$/.test(importer) ? { path: messages } : undefined,
    );
  },
};

/**
 * Of a module that is required the bundler makes a copy for each file that imports it, name by name; VS Code's own has
 * so many that this took most of the time of loading the client.
 * @type {esbuild.Plugin}
 */
const editorAsIs = {
  name: 'editor-as-is',
  setup(build) {
    build.onLoad({ filter: /[\\/]client[\\/]src[\\/].+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        /^import \* as vscode from 'vscode';$/m,
        "const vscode = require('vscode');",
      );
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * For Node alone, which reads what several entries share from files of their own.
 * @type {esbuild.BuildOptions}
 */
const modules = {
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  banner: { js: commonJsInModules },
  define: { __filename: 'nodeFilename' },
};

/** @type {esbuild.BuildOptions} */
const withRuntime = {
  external: ['@node-llama-cpp/*'],
  banner: { js: `${commonJsInModules} ${runtimePlace}` },
  plugins: [runtimeInBundle],
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: {
      extension: 'client/src/extension.ts',
      languageServer: 'client/src/languageServer.ts',
    },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    plugins: [loadedLater, messagesAlone, editorAsIs],
    // VS Code gives its own module to those who `require` it; a module that is imported may not see it.
    supported: { 'dynamic-import': false },
  },
  {
    ...common,
    ...modules,
    entryPoints: { server: 'server/src/main.ts', cli: 'server/src/cli.ts' },
    plugins: [dataWhenAsked],
  },
  {
    ...common,
    ...modules,
    entryPoints: {
      modelProcess: 'server/src/model/local/modelProcess.ts',
      chatProcess: 'server/src/model/local/chatProcess.ts',
    },
    ...withRuntime,
  },
  {
    ...common,
    ...modules,
    ...withRuntime,
    splitting: false,
    entryPoints: { testBindingBinary: binaryTest },
  },
  {
    ...common,
    entryPoints: { panel: 'client/src/panel/view/main.ts' },
    platform: 'browser',
    target: 'chrome122',
    format: 'iife',
  },
];

/** Deletes what an earlier build left and this one did not write. @param {esbuild.BuildResult[]} results */
async function removeStale(results) {
  const written = new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {})));
  const files = await readdir(`${root}dist`, { withFileTypes: true });
  const stale = files.filter((file) => file.isFile() && !written.has(`dist/${file.name}`));
  await Promise.all(stale.map(({ name }) => rm(`${root}dist/${name}`)));
}

if (watch) {
  const contexts = await Promise.all(
    bundles.map((bundle) => esbuild.context({ ...bundle, logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  try {
    const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    await removeStale(results);
    if (production) {
      const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
      await writeFile(`${root}dist/${noticesFile}`, thirdPartyNotices(root, metafiles));
    }
    await Promise.all(['server', 'cli'].map((name) => chmod(`${root}dist/${name}.mjs`, 0o755)));
  } catch (error) {
    // The bundler has told its own errors already.
    if (!(error instanceof Error && 'errors' in error)) {
      console.error(error instanceof Error ? error.message : error);
    }
    process.exitCode = 1;
  }
}
