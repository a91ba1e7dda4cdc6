import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ModelError } from '../../server/src/model/engine.ts';
import { askAll, cross, Engines } from './engines.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const question = cross(['Ada Lovelace wrote to Charles Babbage from London in 1843.'], ['city']);

/** On other platforms the runtime takes its binary without a test. */
const itTests = process.platform === 'linux' ? it : it.skip;

describe("the runtime's binary", function () {
  this.timeout(60_000);
  let engines: Engines;
  /** The program of the model's process, in a folder of its own. */
  let childPath: string;

  beforeEach(() => {
    engines = new Engines();
    for (const name of readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.mjs')))
      copyFileSync(join(root, 'dist', name), join(engines.folder, name));
    symlinkSync(join(root, 'node_modules'), join(engines.folder, 'node_modules'), 'junction');
    childPath = join(engines.folder, 'modelProcess.mjs');
  });
  afterEach(() => engines.dispose());

  const loseTest = (): void => rmSync(join(engines.folder, 'testBindingBinary.mjs'));

  itTests('is tested at the first start, and is not when it can not be', async () => {
    loseTest();
    await assert.rejects(engines.start({ childPath }).engine.describe(), (error) => {
      assert.ok(error instanceof ModelError);
      assert.match(error.message, /has no inference runtime in this package/);
      return true;
    });
  });

  itTests('is taken without a test once it has passed', async () => {
    const first = engines.start({ childPath });
    await first.engine.describe();
    loseTest();
    const second = engines.start({ childPath });
    assert.equal((await askAll(second.engine, question)).length, 1);
  });

  itTests('is tested again when what it passed on has changed', async () => {
    await engines.start({ childPath }).engine.describe();
    const verdicts = join(engines.folder, 'verdicts.json');
    const before = readFileSync(verdicts, 'utf8');
    assert.match(before, /llama-addon\.node/);
    writeFileSync(verdicts, before.replaceAll(/loads with GPU/g, 'loaded long ago with GPU'));
    await engines.start({ childPath }).engine.describe();
    assert.equal(readFileSync(verdicts, 'utf8'), before);
  });

  itTests('is tested again after a process has ended while it loaded', async () => {
    await engines.start({ childPath }).engine.describe();
    loseTest();
    const { engine } = engines.start({ childPath });
    const stop = engine.onState(({ kind }) => {
      if (kind !== 'loading' || engine.pid !== undefined) return;
      stop();
      setImmediate(() => engine.restart());
    });
    await assert.rejects(askAll(engine, question), /has no inference runtime in this package/);
  });
});
