import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WireMention } from '../../server/src/protocol.ts';
import { serverCommand } from './lspClient.ts';
import { assertExact, found, letter } from './texts.ts';

interface Outcome {
  readonly error?: string;
  readonly mentions: readonly WireMention[];
  readonly hover: string;
  readonly diagnosed: boolean;
  readonly progress: readonly string[];
}

const script = fileURLToPath(new URL('neovim.lua', import.meta.url));
const hasNeovim = spawnSync('nvim', ['--version']).status === 0;

describe('Neovim, headless', function () {
  this.timeout(240_000);
  before(function () {
    if (hasNeovim || process.env['CI']) return;
    process.stderr.write('\nNEOVIM IS MISSING: its test is skipped. Install the package "neovim".\n');
    this.skip();
  });

  it('extracts through its own language client', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'universal-ner-neovim-'));
    try {
      const file = join(folder, 'letter.md');
      const out = join(folder, 'outcome.json');
      await writeFile(file, letter);
      const { command, args } = serverCommand();
      await promisify(execFile)(
        'nvim',
        ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`],
        {
          env: { ...process.env, FILE: file, OUT: out, SERVER: JSON.stringify([command, ...args]) },
          timeout: 90_000,
        },
      );
      const outcome = JSON.parse(await readFile(out, 'utf8')) as Outcome;
      assert.equal(outcome.error, undefined);
      assertExact(letter, outcome.mentions);
      assert.ok(found(outcome.mentions).includes('person: Ada Lovelace'));
      assert.match(outcome.hover, /person.* · score 0\.\d\d · \d+ mentions? of “Ada Lovelace”/);
      assert.ok(outcome.diagnosed);
      assert.equal(outcome.progress[0], 'begin');
      assert.equal(outcome.progress.at(-1), 'end');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
