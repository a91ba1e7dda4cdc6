import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { formatById } from '../../../server/src/formats/registry.ts';
import { annotate, plainDocument } from '../formats/arbitraryDocuments.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

/** Runs vscode-tmgrammar-test, which tokenises with VS Code's engine and the grammars of package.json. */
function check(file: string): { ok: boolean; output: string } {
  const runner = join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
  const run = spawnSync(process.execPath, [runner, file], { cwd: root, encoding: 'utf8', timeout: 30_000 });
  return { ok: run.status === 0, output: run.stdout + run.stderr };
}

describe('the grammars for annotation formats', () => {
  const samples = ['standoff.ann', 'columns.conll'];
  for (const sample of samples) {
    it(`give the scopes that ${sample} asks for`, () => {
      const { ok, output } = check(join(here, sample));
      assert.ok(ok, output);
    });
  }

  describe('on a copy', () => {
    let folder = '';
    before(() => (folder = mkdtempSync(join(tmpdir(), 'grammars-'))));
    after(() => {
      rmSync(folder, { recursive: true });
    });

    it('fail where a scope is not the one that is asked for', () => {
      for (const sample of samples) {
        const wrong = readFileSync(join(here, sample), 'utf8').replaceAll('entity.name.type', 'keyword');
        writeFileSync(join(folder, sample), wrong);
        assert.equal(check(join(folder, sample)).ok, false);
      }
    });

    it('find no illegal line in what the writers write', () => {
      const text = 'Ada 😀 met\n\tBob,\u2028then "Eve".';
      const spans = [
        { type: 'two people', start: 0, end: 15, score: 0.5 },
        { type: '사람', start: 12, end: 15 },
        { type: 'person', start: text.indexOf('Eve'), end: text.indexOf('Eve') + 3, score: 1e-7 },
      ];
      for (const id of ['brat', 'conll']) {
        const format = formatById(id);
        assert.ok(format);
        const content =
          collectExport(format, [annotate('a', plainDocument(text), spans)]).files[0]?.content ?? '';
        const lines = content.split('\n').filter((line) => line !== '');
        assert.ok(lines.length > 4);
        const asserted = lines.flatMap((line) => [
          line,
          `%<${'-'.repeat(line.length)} source.${id} - invalid.illegal.line.${id}`,
        ]);
        const file = join(folder, `written.${format.extension}`);
        writeFileSync(file, `% SYNTAX TEST "source.${id}"\n${asserted.join('\n')}\n`);
        const { ok, output } = check(file);
        assert.ok(ok, output);
      }
    });
  });
});
