import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { extract, modelStatusChanged } from '../../server/src/protocol.ts';
import { askAll, cross, Engines, until } from './engines.ts';
import type { TestEngine } from './engines.ts';
import { LspClient } from './lspClient.ts';
import { isAlive, modelProcessesOf } from './modelProcess.ts';

const question = cross(['Ada Lovelace wrote to Charles Babbage from London in 1843.'], ['city']);

/** Processes are looked up in /proc. */
const itLooksUp = process.platform === 'linux' ? it : it.skip;

describe('a prepared process of the model', function () {
  this.timeout(60_000);
  let engines: Engines;
  let test: TestEngine;
  beforeEach(() => {
    engines = new Engines();
    test = engines.start();
  });
  afterEach(() => engines.dispose());

  /** The one process of models that this process has started. */
  async function prepared(): Promise<number> {
    await until(async () => (await modelProcessesOf(process.pid)).length > 0);
    const [pid, ...others] = await modelProcessesOf(process.pid);
    assert.deepEqual(others, []);
    return pid ?? assert.fail();
  }

  itLooksUp('loads nothing, and ends when nothing was asked', async () => {
    const { engine } = test;
    const release = engine.prepare();
    const pid = await prepared();
    assert.deepEqual([engine.pid, engine.state], [undefined, { kind: 'idle' }]);
    release();
    await until(async () => !(await isAlive(pid)));
    assert.equal((await askAll(engine, question)).length, 1);
    assert.notEqual(engine.pid, pid);
  });

  itLooksUp('is the one that is asked, and goes on when who prepared it is done', async () => {
    const { engine, notices } = test;
    const release = engine.prepare();
    const pid = await prepared();
    engine.prepare()();
    assert.equal((await askAll(engine, question)).length, 1);
    release();
    assert.equal((await askAll(engine, question)).length, 1);
    assert.equal(engine.pid, pid);
    assert.deepEqual(notices, []);
    assert.deepEqual(await modelProcessesOf(process.pid), [pid]);
    engine.prepare()();
    assert.deepEqual(await modelProcessesOf(process.pid), [pid]);
  });

  itLooksUp('is done without when it was killed', async () => {
    const { engine } = test;
    const release = engine.prepare();
    process.kill(await prepared(), 'SIGKILL');
    assert.equal((await askAll(engine, question)).length, 1);
    release();
    assert.equal((await askAll(engine, question)).length, 1);
  });

  itLooksUp('ends with its engine, which prepares no other', async () => {
    const { engine } = test;
    engine.prepare();
    const pid = await prepared();
    engine.dispose();
    await until(async () => !(await isAlive(pid)));
    engine.prepare();
    assert.deepEqual(await modelProcessesOf(process.pid), []);
  });

  itLooksUp('is not left behind by an extraction of which all is known', async () => {
    const document = { uri: 'file:///known.md', types: ['city'] };
    const initializationOptions = { cacheFolder: engines.folder };
    for (const isKnown of [false, true]) {
      const client = await LspClient.start({ initializationOptions });
      await client.open(document.uri, 'Ada Lovelace wrote to Charles Babbage from London in 1843.');
      await client.connection.sendRequest(extract, document);
      const states = client.heard<{ kind: string }>(modelStatusChanged.method).map(({ kind }) => kind);
      assert.equal(states.includes('loading'), !isKnown);
      if (isKnown) await until(async () => (await modelProcessesOf(client.process.pid ?? 0)).length === 0);
      await client.stop();
    }
  });
});
