import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eld } from 'eld/extrasmall';
import esbuild from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { dataWhenAsked } from '../../../scripts/dataWhenAsked.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const texts = [
  'The minister met the engineers in the harbour, and they talked about the bridge until late.',
  'Der Minister traf die Ingenieure im Hafen, und sie sprachen bis spät über die Brücke.',
  'Le ministre a rencontré les ingénieurs au port, et ils ont parlé du pont jusque tard.',
  'Министр встретился с инженерами в порту, и они долго говорили о мосте.',
  'זה היה יום ארוך מאוד בנמל, והם דיברו על הגשר.',
  'constructor toString __proto__ hasOwnProperty valueOf',
  '',
];

describe("the language detector's data in the bundle", function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner-eld-'));
  const parse = JSON.parse;
  let parsed = 0;
  let bundled: typeof eld;

  before(async () => {
    const outfile = join(folder, 'bundled.mjs');
    await esbuild.build({
      stdin: { contents: "export { eld } from 'eld/extrasmall'", resolveDir: root },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      plugins: [dataWhenAsked],
    });
    JSON.parse = (text: string) => {
      parsed++;
      return parse(text) as unknown;
    };
    ({ eld: bundled } = (await import(pathToFileURL(outfile).href)) as { eld: typeof eld });
  });
  after(() => {
    JSON.parse = parse;
    rmSync(folder, { recursive: true });
  });

  it('is read only as far as a text asks for it, and once', () => {
    assert.equal(parsed, 0, 'loading reads nothing of it');
    const [english = ''] = texts;
    bundled.detect(english);
    assert.ok(parsed > 0 && parsed < 100, `${String(parsed)} of 1024 parts were read`);
    const before = parsed;
    bundled.detect(english);
    assert.equal(parsed, before);
  });

  it('makes the same of every text', () => {
    for (const text of texts) {
      const [there, here] = [bundled.detect(text), eld.detect(text)];
      assert.equal(there.language, here.language);
      assert.deepEqual(there.getScores(), here.getScores());
    }
    assert.deepEqual(
      texts.slice(0, 5).map((text) => bundled.detect(text).language),
      ['en', 'de', 'fr', 'ru', 'he'],
    );
  });
});
