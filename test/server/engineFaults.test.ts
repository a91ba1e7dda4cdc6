import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ModelError } from '../../server/src/model/engine.ts';
import type { Answer } from '../../server/src/model/engine.ts';
import { askAll, cross, Engines, modelPath, paragraphsOf, until } from './engines.ts';
import { isAlive } from './modelProcess.ts';

const ada = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
const question = cross([ada], ['city']);

describe("the local engine's process", function () {
  this.timeout(180_000);
  let engines: Engines;
  beforeEach(() => {
    engines = new Engines();
  });
  afterEach(() => engines.dispose());

  it('is started again when it is killed in the middle of an answer: all answers come, one sentence says so', async () => {
    const { engine, notices } = engines.start();
    const queries = cross(paragraphsOf('meeting-notes.md').slice(0, 5), ['person', 'city', 'animal']);
    const answered = new Set<unknown>();
    for await (const { query, outcome } of engine.ask(queries)) {
      assert.notEqual(outcome, 'failed');
      assert.ok(!answered.has(query), 'a query was answered twice');
      answered.add(query);
      if (answered.size === 3) process.kill(engine.pid ?? assert.fail('no process'), 'SIGKILL');
    }
    assert.equal(answered.size, queries.length);
    assert.deepEqual([notices.length, engine.state], [1, { kind: 'ready' }]);
    assert.match(notices[0] ?? '', /SIGKILL/);
  });

  it('does not let a query that ends it again and again keep the others from their answers', async () => {
    const { engine, notices } = engines.start({ wishes: { lanes: 1 } });
    await engine.describe();
    const queries = cross([ada, ...paragraphsOf('news-report.md').slice(0, 2)], ['person']);
    const killed = new Set<number>();
    const stop = engine.onState(({ kind }) => {
      const { pid } = engine;
      if (kind !== 'asking' || pid === undefined || killed.size === 2) return;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    });
    const answers = await askAll(engine, queries);
    stop();
    assert.equal(killed.size, 2);
    assert.equal(answers.length, queries.length);
    assert.equal(answers.filter(({ outcome }) => outcome === 'failed').length, 1);
    assert.equal(notices.length, 2);
  });

  it('gives up, and says so, when it ends whenever it is asked', async () => {
    const broken = join(engines.folder, 'ends.mjs');
    writeFileSync(broken, "process.on('message', ({ kind }) => { if (kind === 'ask') process.exit(7); });");
    const { engine } = engines.start({ childPath: broken });
    const answers = await askAll(engine, question).catch((error: unknown) => error);
    if (Array.isArray(answers))
      assert.deepEqual(
        answers.map(({ outcome }) => outcome as string),
        ['failed'],
      );
    else assert.ok(answers instanceof ModelError);
  });

  it('ends when nothing is asked for a while, and comes back', async () => {
    const { engine, notices } = engines.start({ idleMs: 50 });
    await askAll(engine, question);
    const { pid } = engine;
    assert.ok(pid);
    await until(async () => engine.pid === undefined && !(await isAlive(pid)));
    assert.equal(engine.state.kind, 'idle');
    assert.equal((await askAll(engine, question)).length, 1);
    assert.notEqual(engine.pid, pid);
    assert.deepEqual(notices, []);
  });

  it('is not missed by one who asks in the moment in which it ends', async () => {
    const child = join(engines.folder, 'answers.mjs');
    writeFileSync(
      child,
      `process.on('message', ({ kind, queries = [] }) => {
        if (kind === 'load') process.send({ kind: 'loaded', description: { lanes: 1 } });
        for (const { id } of queries)
          process.send({ kind: 'answer', id, strings: [], outcome: 'complete', tokens: { passage: 1, answer: 1 } });
      });
      process.on('disconnect', () => process.exit());`,
    );
    const idleMs = 30;
    const { engine, notices } = engines.start({ childPath: child, idleMs });
    for (let round = 0; round < 5; round++) {
      assert.equal((await askAll(engine, question)).length, 1);
      await new Promise((resolve) => setTimeout(resolve, idleMs));
    }
    assert.deepEqual(notices, []);
  });

  it('holds few queries where it has few lanes, and asks about a passage to its end before the next in turn', async () => {
    const child = join(engines.folder, 'counts.mjs');
    writeFileSync(
      child,
      `let [held, count] = [0, 0];
      process.on('message', ({ kind, queries = [] }) => {
        if (kind === 'load') process.send({ kind: 'loaded', description: { lanes: 1 } });
        held += queries.length;
        for (const { id } of queries)
          setTimeout(() => {
            const passage = held--;
            process.send({ kind: 'answer', id, strings: [], outcome: 'complete', tokens: { passage, answer: count++ } });
          });
      });
      process.on('disconnect', () => process.exit());`,
    );
    const { engine } = engines.start({ childPath: child });
    await engine.describe();
    const passages = Array.from({ length: 40 }, (_, index) => `Ada is ${String(index)} years old.`);
    const answers = await askAll(engine, cross(passages, ['city', 'person']));
    assert.equal(answers.length, 80);
    assert.ok(answers.every(({ tokens }) => tokens.passage <= 3));
    const ask = (name: string): Promise<Answer[]> =>
      askAll(
        engine,
        cross([`${name} 1`, `${name} 2`, `${name} 3`], ['city', 'person', 'river', 'ship', 'law']),
      );
    const both = (await Promise.all([ask('Ada'), ask('Eve')])).flat();
    const order = both.sort((a, b) => a.tokens.answer - b.tokens.answer).map(({ query }) => query.passage);
    const turns = order.filter((asked, index) => asked !== order[index - 1]);
    assert.deepEqual(turns, ['Ada 1', 'Eve 1', 'Ada 2', 'Eve 2', 'Ada 3', 'Eve 3']);
  });

  it('takes a restart for no failure', async () => {
    const { engine } = engines.start();
    await askAll(engine, question);
    const { pid } = engine;
    assert.ok(pid);
    engine.restart();
    await until(async () => !(await isAlive(pid)));
    assert.equal((await askAll(engine, question)).length, 1);
  });

  it('goes on in a fresh process when the model is to be run in another way', async () => {
    const { engine, notices } = engines.start({ wishes: { lanes: 3 } });
    const queries = cross(paragraphsOf('meeting-notes.md').slice(0, 4), ['person', 'city', 'animal']);
    const open = new Set<unknown>(queries);
    for await (const { query, outcome } of engine.ask(queries)) {
      assert.equal(outcome, 'complete');
      assert.ok(open.delete(query), 'a query was answered twice');
      if (open.size === queries.length - 2) engine.runWith({ idleMs: 0, wishes: { lanes: 2 } });
    }
    assert.equal(open.size, 0);
    assert.equal((await engine.describe()).lanes, 2);
    assert.deepEqual(notices, []);
    const { pid } = engine;
    engine.runWith({ idleMs: 60_000, wishes: { lanes: 2 } });
    assert.equal((await askAll(engine, question)).length, 1);
    assert.equal(engine.pid, pid, 'how long it idles needs no fresh process');
  });

  it('names what is wrong with a model file, and works as soon as the file does', async () => {
    const path = join(engines.folder, 'model.gguf');
    const { engine } = engines.start({ modelPath: path });
    const refuses = async (message: RegExp): Promise<void> => {
      await assert.rejects(askAll(engine, question), (error) => {
        assert.ok(error instanceof ModelError);
        assert.match(error.message, message);
        assert.ok(error.remedy.length > 0);
        return true;
      });
      const { state } = engine;
      assert.ok(state.kind === 'failed' && message.test(state.error));
    };
    await refuses(/does not exist/);
    writeFileSync(path, '<html>not found</html>');
    await refuses(/is not a GGUF model/);
    writeFileSync(path, 'GGUF is what this text begins with, and it goes on for more than a header');
    await refuses(/is not a GGUF model/);
    copyFileSync(modelPath, path);
    truncateSync(path, 50_000_000);
    await refuses(/is damaged/);
    const altered = readFileSync(modelPath);
    altered.writeUInt8(altered.readUInt8(80_000_000) ^ 1, 80_000_000);
    writeFileSync(path, altered);
    await refuses(/is damaged/);
    copyFileSync(modelPath, path);
    const [answer] = await askAll(engine, question);
    assert.equal(answer?.outcome, 'complete');
    assert.equal(engine.state.kind, 'ready');
  });

  it('names a file of the user whose metadata make no sense', async () => {
    const path = join(engines.folder, 'senseless.gguf');
    const header = readFileSync(modelPath).subarray(0, 24);
    writeFileSync(path, Buffer.concat([header, Buffer.alloc(100_000, 'no metadata ')]));
    const { engine } = engines.start({ modelPath: path }, false);
    await assert.rejects(engine.describe(), /senseless\.gguf can't be loaded: its metadata are damaged\./);
  });

  it('names a file of the user that is cut off', async () => {
    const path = join(engines.folder, 'own.gguf');
    copyFileSync(modelPath, path);
    truncateSync(path, 50_000_000);
    const { engine } = engines.start({ modelPath: path }, false);
    await assert.rejects(engine.describe(), (error) => {
      assert.ok(error instanceof ModelError);
      assert.match(error.message, /own\.gguf can't be loaded/);
      return true;
    });
  });

  it('names the settings that ask for more memory than there is', async () => {
    const { engine } = engines.start({ wishes: { lanes: 100_000, contextTokens: 1_000_000 } });
    await assert.rejects(askAll(engine, question), (error) => {
      assert.ok(error instanceof ModelError);
      assert.match(error.message, /not enough memory for 100000 lanes of \d+ tokens/);
      assert.match(error.remedy, /universalNer\.lanes/);
      return true;
    });
  });

  it('asks a model that no catalog lists', async () => {
    const path = join(engines.folder, 'own.gguf');
    copyFileSync(modelPath, path);
    const { engine } = engines.start({ modelPath: path }, false);
    const [answer] = await askAll(engine, question);
    assert.deepEqual(
      answer?.strings.map(({ text }) => text),
      ['London'],
    );
    const { sha256 } = await engine.describe();
    assert.equal(sha256, undefined);
  });

  it('ends with its parent, also when that is killed, and prints nothing on its standard output', async () => {
    const parent = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('engineParent.ts', import.meta.url)), engines.folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    for await (const line of createInterface({ input: parent.stdout })) {
      lines.push(line);
      if (lines.length === 1) parent.kill('SIGKILL');
    }
    if (parent.exitCode === null && parent.signalCode === null) await once(parent, 'exit');
    assert.equal(lines.length, 1);
    const pid = Number(lines[0]);
    assert.ok(Number.isInteger(pid) && pid > 0);
    await until(async () => !(await isAlive(pid)));
  });
});
