import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, afterEach, before, describe, it } from 'mocha';
import { dataConstructionPrompt } from '../../server/src/model/dataConstruction.ts';
import { ModelError } from '../../server/src/model/engine.ts';
import { LocalChatModel } from '../../server/src/model/local/localChatModel.ts';
import type { LocalChatModelOptions } from '../../server/src/model/local/localChatModel.ts';
import { modelPath, until } from './engines.ts';
import { writeInstructFile } from './instructFile.ts';
import { isAlive } from './modelProcess.ts';

const bundle = fileURLToPath(new URL('../../dist/chatProcess.mjs', import.meta.url));
const prompt = dataConstructionPrompt('Ada Lovelace wrote to Charles Babbage from London in 1843.');
/** Made of so many words that any model goes on with it for long. */
const endless = {
  system: 'You count.',
  user: 'One, two, three, four, five, six, seven, eight, nine, ten, eleven,',
};

describe("the instruct model's process", function () {
  this.timeout(180_000);
  let folder: string;
  let instruct: string;
  let models: LocalChatModel[] = [];
  const log: string[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner chat-'));
    instruct = join(folder, 'some-instruct.gguf');
    writeInstructFile(instruct);
  });
  afterEach(() => {
    for (const model of models) model.dispose();
    models = [];
    log.length = 0;
  });
  after(() => rmSync(folder, { recursive: true }));

  function start(options: Partial<LocalChatModelOptions> = {}): LocalChatModel {
    const model = new LocalChatModel({
      modelPath: instruct,
      idleMs: 0,
      childPath: bundle,
      log: (line) => log.push(line),
      ...options,
    });
    models.push(model);
    return model;
  }

  async function fails(
    model: LocalChatModel,
    message: RegExp,
    remedy = /universalNer\.discoveryModel/,
  ): Promise<void> {
    await assert.rejects(model.generate(prompt, { maxTokens: 20 }), (error) => {
      assert.ok(error instanceof ModelError, String(error));
      assert.match(error.message, message);
      assert.match(error.remedy, remedy);
      return true;
    });
  }

  it('answers in parts, the same whenever it is asked, and says its name once it is loaded', async () => {
    const model = start();
    assert.equal(model.name, 'some-instruct');
    const heard: string[] = [];
    const first = await model.generate(prompt, { maxTokens: 40, onText: (soFar) => heard.push(soFar) });
    assert.ok(first.length > 0 && heard.length > 1 && heard.at(-1) === first);
    assert.ok(heard.every((soFar) => first.startsWith(soFar)));
    assert.equal(model.name, 'UniversalNER SmolLM2 135M');
    assert.equal(await model.generate(prompt, { maxTokens: 40 }), first);
  });

  it('loads beforehand what answers need, or says why it can not, or is left alone', async () => {
    const model = start();
    await model.prepare();
    assert.equal(model.name, 'UniversalNER SmolLM2 135M');
    const { pid } = model;
    assert.ok((await model.generate(prompt, { maxTokens: 2 })).length > 0);
    assert.equal(model.pid, pid);
    await assert.rejects(start({ modelPath }).prepare(), /has no chat template/);
    const abort = new AbortController();
    const stopped = start().prepare(abort.signal);
    abort.abort();
    await assert.rejects(stopped, { name: 'AbortError' });
    model.dispose();
    await assert.rejects(model.prepare(), /shut down/);
  });

  it('ends an answer at its limit, and as soon as it is enough', async () => {
    const model = start();
    const short = await model.generate(prompt, { maxTokens: 2 });
    const long = await model.generate(prompt, { maxTokens: 40 });
    assert.ok(short.length < long.length && long.startsWith(short));
    const enough = await model.generate(prompt, { maxTokens: 40, isEnough: (soFar) => soFar.length >= 2 });
    assert.ok(enough.length < long.length && long.startsWith(enough));
  });

  it('answers several who ask at the same time, one after the other', async () => {
    const model = start();
    const [one, two] = await Promise.all([
      model.generate(prompt, { maxTokens: 30 }),
      model.generate(endless, { maxTokens: 30 }),
    ]);
    assert.equal(await model.generate(endless, { maxTokens: 30 }), two);
    assert.equal(await model.generate(prompt, { maxTokens: 30 }), one);
  });

  it('hears at once that nobody wants the answer, while it loads, reads or writes, and goes on afterwards', async () => {
    const model = start();
    const stopped = async (abortWhen: (abort: AbortController) => Promise<unknown>): Promise<void> => {
      const abort = new AbortController();
      const answer = model.generate(endless, {
        maxTokens: 400,
        signal: abort.signal,
        onText: () => writing?.(),
      });
      const rejected = assert.rejects(answer, { name: 'AbortError' });
      await abortWhen(abort);
      const since = performance.now();
      abort.abort();
      await rejected;
      assert.ok(performance.now() - since < 1_000);
    };
    let writing: (() => void) | undefined;
    await stopped(() => until(() => model.pid !== undefined));
    assert.ok((await model.generate(prompt, { maxTokens: 5 })).length > 0);
    await stopped(() => Promise.resolve());
    await stopped(() => new Promise<void>((resolve) => (writing = resolve)));
    assert.ok((await model.generate(prompt, { maxTokens: 5 })).length > 0);
    await assert.rejects(model.generate(prompt, { maxTokens: 5, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('is started again when it is killed in the middle of an answer, and asked anew', async () => {
    const model = start();
    const whole = await model.generate(prompt, { maxTokens: 30 });
    const { pid } = model;
    assert.ok(pid);
    let isKilled = false;
    const answer = await model.generate(prompt, {
      maxTokens: 30,
      onText: () => {
        if (!isKilled) process.kill(pid, 'SIGKILL');
        isKilled = true;
      },
    });
    assert.ok(isKilled && answer === whole && model.pid !== pid);
    assert.ok(
      log.some((line) => /SIGKILL.*started again/.test(line)),
      log.join('\n'),
    );
  });

  it('is given up when it ends whenever it is asked', async () => {
    const broken = join(folder, 'ends.mjs');
    writeFileSync(
      broken,
      "process.on('message', ({ kind }) => { if (kind === 'generate') process.exit(7); });",
    );
    await fails(start({ childPath: broken }), /ended \(exit code 7\)/);
  });

  it('is ended when it does not stop, and what it said before counts', async () => {
    const deaf = join(folder, 'deaf.mjs');
    writeFileSync(
      deaf,
      `process.on('message', ({ kind, id }) => {
        if (kind === 'load') process.send({ kind: 'loaded', description: { name: 'deaf' } });
        if (kind === 'generate') process.send({ kind: 'text', id, text: '[]!' });
      });
      process.on('disconnect', () => process.exit());`,
    );
    const model = start({ childPath: deaf });
    const answer = await model.generate(prompt, { maxTokens: 5, isEnough: () => true });
    assert.equal(answer, '[]!');
    assert.equal(model.pid, undefined);
  });

  it('ends when nothing is asked for a while, and comes back', async () => {
    const model = start({ idleMs: 50 });
    await model.generate(prompt, { maxTokens: 2 });
    const { pid } = model;
    assert.ok(pid);
    await until(async () => model.pid === undefined && !(await isAlive(pid)));
    assert.ok((await model.generate(prompt, { maxTokens: 2 })).length > 0);
    assert.notEqual(model.pid, pid);
  });

  it('does not end under an answer for which several had it loaded', async () => {
    const slow = join(folder, 'slow.mjs');
    writeFileSync(
      slow,
      `process.on('message', ({ kind, id }) => {
        if (kind === 'load') process.send({ kind: 'loaded', description: { name: 'slow' } });
        if (kind === 'generate') setTimeout(() => process.send({ kind: 'end', id }), 400);
      });
      process.on('disconnect', () => process.exit());`,
    );
    const model = start({ childPath: slow, idleMs: 100 });
    await Promise.all([model.prepare(), model.prepare()]);
    const { pid } = model;
    const signal = AbortSignal.timeout(20_000);
    assert.equal(await model.generate(prompt, { maxTokens: 5, signal }), '');
    assert.equal(model.pid, pid);
    await until(() => model.pid === undefined);
  });

  it('ends for good when it is disposed, in the middle of an answer too', async () => {
    const model = start();
    const answer = model.generate(endless, { maxTokens: 400, onText: () => model.dispose() });
    await assert.rejects(answer, /shut down/);
    await assert.rejects(model.generate(prompt, { maxTokens: 2 }), /shut down/);
    assert.ok(!log.some((line) => line.includes('started again')), log.join('\n'));
  });

  it('names what is wrong with a file', async () => {
    await fails(start({ modelPath: join(folder, 'nowhere.gguf') }), /nowhere\.gguf does not exist/);
    await fails(start({ modelPath: folder }), /is not a file/);
    const page = join(folder, 'page.gguf');
    writeFileSync(page, '<html>not found</html>');
    await fails(start({ modelPath: page }), /is not a GGUF model/);
    const cut = join(folder, 'cut.gguf');
    copyFileSync(instruct, cut);
    truncateSync(cut, 50_000_000);
    await fails(start({ modelPath: cut }), /can't be loaded/);
    await fails(start({ modelPath }), /can't converse: its file has no chat template/, /instruct model/);
  });

  it('refuses a prompt that does not fit, and goes on', async () => {
    const model = start();
    const long = { system: '', user: 'Ada met Bob in Oslo. '.repeat(600) };
    await assert.rejects(model.generate(long, { maxTokens: 100 }), /does not fit the context/);
    assert.ok((await model.generate(prompt, { maxTokens: 2 })).length > 0);
  });
});
