import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { formats } from '../../../server/src/formats/registry.ts';

type Bundle = Readonly<Record<string, string>>;

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const parse = (path: string): Bundle => JSON.parse(read(path)) as Bundle;
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\d\}/gu)].map(([found]) => found).sort();
const links = (text: string): string[] =>
  [...text.matchAll(/\(command:[^)]*\)|`#[^`]*#`/gu)].map(([found]) => found).sort();

const sourcesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
/** Formats of others are called by the same name in every language. */
const namesOfFormats = ['brat standoff', 'CoNLL-2003 BIO', 'CSV', 'JSON', 'JSON Lines', 'W3C Web Annotation'];
/** Errors that a person reads. */
const toldErrors = ['ModelError', 'KeyError', 'PassingError'];

/** What a source hands to errors that a person reads without asking for it in the person's language. */
function englishAlone(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && toldErrors.includes(node.expression.getText())) {
      const words = (node.arguments ?? []).filter(
        (each) => ts.isStringLiteralLike(each) || ts.isTemplateExpression(each),
      );
      found.push(...words.map((each) => `${file}: ${each.getText()}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('localisation', () => {
  it('has Korean for every sentence that client and server say, and for no other', async () => {
    const saidIn = async (folder: string): Promise<string[]> => {
      const sources = sourcesIn(folder).map((file) => ({ contents: read(file), extension: '.ts' as const }));
      return Object.keys(await getL10nJson(sources));
    };
    const [client, server] = [await saidIn('client/src'), await saidIn('server/src')];
    assert.ok(client.length > 50 && server.length > 100, 'no sentences were found');
    const ofFormats = formats
      .flatMap(({ label, description }) => [label, description])
      .filter((words) => !namesOfFormats.includes(words));
    const said = [...new Set([...client, ...server, ...ofFormats])];
    assert.deepEqual(Object.keys(parse('l10n/bundle.l10n.ko.json')).sort(), said.sort());
  });

  it('asks for every sentence of an error that a person reads, but in the terminal, which is English', () => {
    assert.ok(englishAlone('server/src/cli/discoveryModel.ts').length > 0, 'no such sentence would be found');
    const files = sourcesIn('server/src').filter((file) => !file.startsWith('server/src/cli/'));
    assert.deepEqual(files.flatMap(englishAlone), []);
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
