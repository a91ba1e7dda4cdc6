import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { after, describe, it } from 'mocha';
import { root } from '../../scripts/steps.mjs';
import { bundledPackages, noticeOf, thirdPartyNotices } from '../../scripts/thirdPartyNotices.mjs';

/** What the bundler tells of one bundle: the modules, with the bytes that they have in it. */
const metafileOf = (modules: Readonly<Record<string, number>>): Metafile => ({
  inputs: {},
  outputs: {
    'dist/some.mjs': {
      bytes: 0,
      exports: [],
      imports: [],
      inputs: Object.fromEntries(
        Object.entries(modules).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
      ),
    },
  },
});

describe('the notices of third parties', () => {
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner-notices-'));
  after(() => rmSync(folder, { recursive: true }));

  function lay(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  it('name each package of which something is in a bundle', () => {
    const client = metafileOf({
      'client/src/extension.ts': 9,
      'node_modules/zod/v4/index.js': 9,
      'node_modules/zod/v4/core.js': 9,
      'node_modules/parse5/node_modules/entities/dist/index.js': 9,
      'node_modules/shaken/index.js': 0,
      'never-used:ora': 9,
    });
    const linked = metafileOf({ '../other/node_modules/@scope/name/lib/index.js': 9 });
    assert.deepEqual(bundledPackages([client, client, linked]), [
      'node_modules/zod',
      'node_modules/parse5/node_modules/entities',
      '../other/node_modules/@scope/name',
    ]);
  });

  it('hold the licence and what else has to go with a package, and none of its code', () => {
    lay({
      'full/package.json': '{ "name": "full", "version": "1.2.3", "license": "Apache-2.0" }',
      'full/LICENSE.md': 'the licence\r\nof full\r\n',
      'full/NOTICE': 'the notice\n',
      'full/ThirdPartyNotices.txt': 'the third parties\n',
      'full/license.js': 'some code',
      'full/README.md': 'some page',
    });
    assert.deepEqual(noticeOf(folder, 'full'), {
      name: 'full',
      version: '1.2.3',
      licence: 'Apache-2.0',
      text: 'the licence\nof full\n\nthe notice\n\nthe third parties',
    });
  });

  it('can not be made where a package has no licence text or names no licence', () => {
    lay({
      'bare/package.json': '{ "name": "bare", "version": "1.0.0", "license": "MIT" }',
      'bare/NOTICE': 'a notice is no licence',
      'silent/package.json': '{ "name": "silent", "version": "2.0.0" }',
      'silent/LICENSE': 'a licence',
    });
    assert.throws(() => noticeOf(folder, 'bare'), /bare 1\.0\.0 \(MIT\) is in a bundle.* without the text/);
    assert.throws(() => noticeOf(folder, 'silent'), /silent 2\.0\.0 .* names no licence/);
  });

  it('tell of every package once, in the order of their names, with the texts that are kept for them', () => {
    const modules = [
      'zod',
      'imurmurhash',
      '@vscode/l10n',
      'eld',
      'log-symbols/node_modules/is-unicode-supported',
    ];
    const twice = 'node-llama-cpp/node_modules/is-unicode-supported';
    const metafile = metafileOf(
      Object.fromEntries([...modules, twice].map((name) => [`node_modules/${name}/index.js`, 9])),
    );
    const notices = thirdPartyNotices(root, [metafile]);
    const titles = [...notices.matchAll(/^-{80}\n+(\S+) \S+ \(.+\)$/gm)].map(([, name]) => name);
    assert.deepEqual(titles, [
      '@vscode/l10n',
      'eld',
      'imurmurhash',
      'is-unicode-supported',
      'llama.cpp',
      'zod',
    ]);
    for (const holder of ['Microsoft Corporation', 'Gary Court', 'Colin McDonnell', 'The ggml authors'])
      assert.ok(notices.includes(holder), holder);
  });
});
