import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { keepVerdict, recallVerdict } from '../../../server/src/model/verdicts.ts';

const state = { size: 12, mtimeMs: 1_700_000_000_000.25 };

describe('verdicts on files', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner verdicts-'));
    file = join(folder, 'not yet', 'verdicts.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are recalled while the file stands as it stood', async () => {
    assert.equal(await recallVerdict(file, '/a', state), undefined);
    await keepVerdict(file, '/a', state, 'fine');
    assert.equal(await recallVerdict(file, '/a', state), 'fine');
    assert.equal(await recallVerdict(file, '/b', state), undefined);
    assert.equal(await recallVerdict(file, '/a', { ...state, size: 13 }), undefined);
    assert.equal(await recallVerdict(file, '/a', { ...state, mtimeMs: state.mtimeMs + 1 }), undefined);
    await keepVerdict(file, '/a', state, 'not fine');
    assert.equal(await recallVerdict(file, '/a', state), 'not fine');
  });

  it('are all kept when several are found at the same time', async () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/${String(index)}`);
    await Promise.all(paths.map((path) => keepVerdict(file, path, state, path)));
    for (const path of paths) assert.equal(await recallVerdict(file, path, state), path);
  });

  it('are unknown where there is no file for them, or one that says something else', async () => {
    await keepVerdict(undefined, '/a', state, 'fine');
    assert.equal(await recallVerdict(undefined, '/a', state), undefined);
    await keepVerdict(file, '/a', state, 'fine');
    for (const other of ['', '[1]', 'null', '{"/a":null}', '{"/a":{"size":12}}']) {
      writeFileSync(file, other);
      assert.equal(await recallVerdict(file, '/a', state), undefined, other);
    }
    await keepVerdict(file, '/a', state, 'fine');
    assert.equal(await recallVerdict(file, '/a', state), 'fine');
  });

  it('go on after one that could not be written', async () => {
    writeFileSync(join(folder, 'a file'), '');
    await keepVerdict(join(folder, 'a file', 'below it.json'), '/a', state, 'fine');
    await keepVerdict(file, '/a', state, 'fine');
    assert.equal(await recallVerdict(file, '/a', state), 'fine');
  });
});
