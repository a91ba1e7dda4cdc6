import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { requireOwnModules } from '../../scripts/runtime.mjs';

describe('the modules that are packaged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner-modules-'));
  const [own, whole, single] = ['own', 'whole', 'single'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];

  before(() => {
    mkdirSync(join(own, 'node_modules/node-llama-cpp'), { recursive: true });
    mkdirSync(whole);
    symlinkSync(join(own, 'node_modules'), join(whole, 'node_modules'), 'junction');
    mkdirSync(join(single, 'node_modules'), { recursive: true });
    symlinkSync(
      join(own, 'node_modules/node-llama-cpp'),
      join(single, 'node_modules/node-llama-cpp'),
      'junction',
    );
    symlinkSync(own, join(folder, 'linked clone'), 'junction');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('have to lie in the clone', () => {
    requireOwnModules(own);
    requireOwnModules(join(folder, 'linked clone'));
    for (const clone of [whole, single]) {
      assert.throws(() => requireOwnModules(clone), /linked from .*Run npm ci in /);
    }
  });
});
