import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { withTables } from '../../scripts/readme-tables.mjs';

describe('README.md', () => {
  const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  it('has the commands and settings of package.json: else run npm run readme-tables', () => {
    assert.equal(withTables(page), page);
  });

  it('names every command and setting', () => {
    const { contributes } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { contributes: { commands: { command: string }[]; configuration: unknown } };
    const settings = [...JSON.stringify(contributes.configuration).matchAll(/"(universalNer\.[\w.]+)":\{/g)];
    const names = [
      ...contributes.commands.map(({ command }) => command),
      ...settings.map(([, name]) => name),
    ];
    assert.ok(names.length >= 20);
    for (const name of names) assert.ok(page.includes(`\`${name}\``), `README.md does not name ${name}`);
  });
});
