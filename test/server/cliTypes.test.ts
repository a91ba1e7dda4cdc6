import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { runCli } from './cliProcess.ts';

const rule = (pattern: string): string => `{ askBy: nothing, patterns: ["${pattern}"] }`;
const files: Record<string, string> = {
  'nested.md': `---
universalNer.types:
  town: ${rule('Oslo')}
  school: ${rule('University of Oslo')}
  capital: ${rule('Oslo')}
---

University of Oslo.
`,
};

describe('types in a terminal', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner types-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The mentions of a run that went well, each as its type and text. */
  async function mentions(...args: string[]): Promise<string[]> {
    const { code, stdout, stderr } = await runCli(['extract', ...args, '--format', 'jsonl'], { cwd: folder });
    assert.equal(code, 0, stderr);
    const lines = stdout.split('\n').filter(Boolean);
    return lines.map((line) => {
      const { type, text } = JSON.parse(line) as { readonly type: string; readonly text: string };
      return `${type}: ${text}`;
    });
  }

  it('are kept where they overlap as a policy says', async () => {
    const school = 'school: University of Oslo';
    assert.deepEqual(await mentions('nested.md'), [school, 'capital: Oslo', 'town: Oslo']);
    assert.deepEqual(await mentions('nested.md', '--overlap-policy', 'flat'), [school]);
    assert.deepEqual(await mentions('nested.md', '--overlap-policy', 'exclusive'), [school, 'capital: Oslo']);
  });
});
