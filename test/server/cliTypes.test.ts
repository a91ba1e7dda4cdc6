import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  'case.txt': 'Case C-12, filed by Ada Lovelace for the Argo and two Argos.',
  'project/ships.txt': '\ufeffArgo\r\n# no ship\r\n',
  'project/.vscode/settings.json': `{
  // What this project looks for.
  "editor.fontSize": 14,
  "universalNer.types": {
    "case": { "askBy": "nothing", "patterns": ["C-[0-9]+"] },
    "ship": { "askBy": "nothing", "terms": { "file": "ships.txt", "inflections": true } },
  },
  "universalNer.typeSets": { "Ships": { "ship": {}, "port": { "askBy": "nothing", "terms": ["Ada"] } } }
}`,
  'wrong.json': '{ "universalNer.types": { "a": { "color": "red" } }, "universalNer.typeSet": "none" }',
  'broken.json': '{\n  "universalNer.types": [',
};

describe('types in a terminal', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner types-'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
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

  it('are those of a settings file, with its sets, patterns and files of terms', async () => {
    const settings = ['--settings', join('project', '.vscode', 'settings.json')];
    const found = ['case: C-12', 'ship: Argo', 'ship: Argos'];
    assert.deepEqual(await mentions('case.txt', ...settings), found);
    assert.deepEqual(await mentions('case.txt', ...settings, '--type', 'case'), ['case: C-12']);
    const inSet = await mentions('case.txt', ...settings, '--type-set', 'ships');
    assert.deepEqual(inSet, ['port: Ada', 'ship: Argo', 'ship: Argos']);
    const own = await mentions('nested.md', ...settings);
    assert.ok(own.includes('town: Oslo') && own.every((mention) => !mention.startsWith('case')));
  });

  it('are told where a settings file has them wrong', async () => {
    const run = (settings: string, ...more: string[]) =>
      runCli(['extract', 'nested.md', '--settings', settings, ...more], { cwd: folder });
    const { code, stderr } = await run('wrong.json');
    assert.equal(code, 0);
    assert.match(stderr, /wrong\.json: universalNer\.types\["a"\]\["color"\] is wrong \(must be one of/);
    assert.match(stderr, /There is no type set "none"/);
    const broken = await run('broken.json');
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /broken\.json is no JSON: \w+ in line 2/);
    const missing = await run('missing.json');
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /missing\.json does not exist/);
    const unknown = await run('wrong.json', '--type-set', 'Ships');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /there is no type set "Ships": it is one of general, /);
  });
});
