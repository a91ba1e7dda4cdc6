import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { chooseDiscovery } from '../../server/src/discoveryChoice.ts';
import { ModelError } from '../../server/src/model/engine.ts';

const choose = (discoveryModel: string | null, discoveryModelName: string | null = null) =>
  chooseDiscovery({ discoveryModel, discoveryModelName });

describe('who proposes types', () => {
  it('is the model of entities where nothing is set', () => {
    for (const nothing of [null, '']) assert.deepEqual(choose(nothing, 'tiny'), { kind: 'inventory' });
  });

  it('is a file by its path, on any system', () => {
    for (const path of ['/models/a.gguf', 'a.gguf', 'C:\\models\\a.gguf', 'c:/a.gguf', 'models/b:8/a.gguf'])
      assert.deepEqual(choose(path), { kind: 'file', path });
    assert.deepEqual(choose('~/a.gguf'), { kind: 'file', path: join(homedir(), 'a.gguf') });
  });

  it('is a server by its address, with the model that is named', () => {
    const choice = choose('http://127.0.0.1:8080/v1', 'tiny');
    assert.ok(choice.kind === 'endpoint' && choice.endpoint.address === 'http://127.0.0.1:8080/v1');
    assert.equal(choice.model, 'tiny');
  });

  it('is nobody where an address is none, or lacks its beginning', () => {
    const wrong = ['gopher://a', 'localhost:8080', 'localhost:8080/v1', '127.0.0.1:8080/v1', '[::1]:8080/v1'];
    for (const address of wrong)
      assert.throws(
        () => choose(address),
        (error) =>
          error instanceof ModelError &&
          error.message.startsWith(`${address} is no address`) &&
          error.remedy.includes('http://'),
        address,
      );
  });
});
