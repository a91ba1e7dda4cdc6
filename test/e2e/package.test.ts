import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { startCodeServer } from './host/codeServer.ts';
import type { CodeServer } from './host/codeServer.ts';
import { packagedExtension } from './host/packagedExtension.ts';

describe('the package', function () {
  this.timeout(120_000);
  let server: CodeServer;
  let folder: string;

  before(async () => {
    server = await startCodeServer({ vsix: packagedExtension() });
    const name = readdirSync(server.extensions).find((each) => each.startsWith('universal-ner.'));
    assert.ok(name, 'the extension is not installed');
    folder = join(server.extensions, name);
  });

  after(() => server?.stop());

  it('holds what it needs, and nothing of the clone', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    const own = files.filter((file) => !file.includes('node_modules'));
    for (const needed of [
      'dist/extension.cjs',
      'dist/languageServer.cjs',
      'dist/server.mjs',
      'dist/modelProcess.mjs',
      'dist/chatProcess.mjs',
      'dist/testBindingBinary.mjs',
      'dist/panel.js',
    ])
      assert.ok(own.includes(needed), needed);
    assert.ok(own.some((file) => file.endsWith('.gguf')));
    assert.ok(own.includes('models/ATTRIBUTIONS.md'));
    assert.deepEqual(
      own.filter((file) => /\.(ts|map|vsix)$|^(test|client|server|scripts)\//.test(file)),
      [],
    );
    assert.ok(files.some((file) => file.endsWith('llama-addon.node')));
  });

  it('holds the licences of the packages inside it', () => {
    const notices = readFileSync(join(folder, 'dist/ThirdPartyNotices.txt'), 'utf8');
    const titles = [...notices.matchAll(/^-{80}\n+(\S+) \S+ \((.+)\)\n\n(?=\S)/gm)].map(
      ([, ...title]) => title,
    );
    for (const known of [
      ['zod', 'MIT'],
      ['vscode-languageclient', 'MIT'],
      ['vscode-languageserver', 'MIT'],
      ['@tanstack/virtual-core', 'MIT'],
      ['micromark', 'MIT'],
      ['eld', 'Apache-2.0'],
      ['lru-cache', 'BlueOak-1.0.0'],
      ['commander', 'MIT'],
      ['node-llama-cpp', 'MIT'],
      ['llama.cpp', 'MIT'],
    ])
      assert.ok(
        titles.some(([name, licence]) => name === known[0] && licence === known[1]),
        `${known.join(', ')} is not among ${titles.join('; ')}`,
      );
    assert.match(notices, /Copyright \(c\) 2023-\d+ The ggml authors/);
  });

  it('is small enough to download', () => {
    assert.ok(statSync(packagedExtension()).size < 150e6);
  });

  it("answers without the clone's packages and environment", () => {
    const args = [join(folder, 'dist/cli.mjs'), 'extract', '-', '--type', 'person', '--format', 'jsonl'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      input: 'Ada Lovelace wrote to Charles Babbage from London in 1843.',
      encoding: 'utf8',
      cwd: server.userData,
      env: { HOME: server.userData },
    });
    assert.equal(status, 0, stderr);
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text);
    assert.ok(found.includes('Ada Lovelace'), stdout);
  });

  it("loads a model to converse with without the clone's packages", () => {
    const model = join(folder, 'models', embeddedModel.file);
    const args = [join(folder, 'dist/cli.mjs'), 'discover', '-', '--discovery-model', model];
    const { status, stderr } = spawnSync(process.execPath, args, {
      input: 'Ada Lovelace wrote to Charles Babbage from London in 1843.',
      encoding: 'utf8',
      cwd: server.userData,
      env: { HOME: server.userData },
    });
    assert.equal(status, 3);
    // It was loaded, and looked at: the embedded model answers questions and does not converse.
    assert.match(stderr, /can't converse: its file has no chat template/);
  });
});
