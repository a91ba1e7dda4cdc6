import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { root } from './host/hostFiles.ts';
import { runInside, testHost } from './host/inside.ts';

describe(`the extension host (${testHost()})`, function () {
  this.timeout(300_000);

  it('passes the suite that runs inside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner-folder-'));
    try {
      cpSync(join(root, 'samples'), folder, { recursive: true });
      const results = await runInside(testHost(), folder);
      for (const { title, error } of results) console.log(`      ${error ? 'FAILED' : 'ok'} ${title}`);
      assert.ok(results.length > 0, 'no test ran');
      assert.deepEqual(
        results.filter(({ error }) => error !== undefined),
        [],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
