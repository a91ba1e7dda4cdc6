import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';
import { describe, it } from 'mocha';

type Bundle = Readonly<Record<string, string>>;

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const parse = (path: string): Bundle => JSON.parse(read(path)) as Bundle;
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\d\}/gu)].map(([found]) => found).sort();
const links = (text: string): string[] =>
  [...text.matchAll(/\(command:[^)]*\)|`#[^`]*#`/gu)].map(([found]) => found).sort();

describe('localisation', () => {
  it('has Korean for every sentence that client and server say, and for no other', async () => {
    const saidIn = async (folder: string): Promise<string[]> => {
      const files = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' });
      const sources = files
        .filter((file) => file.endsWith('.ts'))
        .map((file) => ({ contents: read(`${folder}/${file}`), extension: '.ts' as const }));
      return Object.keys(await getL10nJson(sources));
    };
    const [client, server] = [await saidIn('client/src'), await saidIn('server/src')];
    assert.ok(client.length > 50 && server.length > 30, 'no sentences were found');
    const said = [...new Set([...client, ...server])];
    assert.deepEqual(Object.keys(parse('l10n/bundle.l10n.ko.json')).sort(), said.sort());
  });

  it('fills the same places in Korean', () => {
    for (const [english, korean] of Object.entries(parse('l10n/bundle.l10n.ko.json'))) {
      assert.deepEqual(placeholders(korean), placeholders(english), english);
      assert.match(korean, /[가-힣]/u, english);
    }
  });

  it('has both languages for every word of package.json, and no other', () => {
    const used = [...read('package.json').matchAll(/"%([^"%]+)%"/gu)].map(([, key]) => key);
    const english = parse('package.nls.json');
    const korean = parse('package.nls.ko.json');
    assert.ok(used.length > 50, 'no words were found');
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
    assert.deepEqual(Object.keys(korean), Object.keys(english));
    for (const [key, text] of Object.entries(english))
      assert.deepEqual(links(korean[key] ?? ''), links(text), key);
  });
});
