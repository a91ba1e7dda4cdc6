import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate } from 'node:timers/promises';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import { extract } from '../../server/src/protocol.ts';
import type { EntitiesSummary, ModelStatus, UserError } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { isAlive, modelProcessesOf } from './modelProcess.ts';
import { entitiesOf, extractByCommand } from './requests.ts';
import { assertExact, found, letter, longDocument } from './texts.ts';

const embedded = fileURLToPath(new URL('../../models/universalner-smollm2-135m.gguf', import.meta.url));
const types = ['person', 'city'];
const uri = 'file:///a.md';

function code(expected: number): (error: unknown) => boolean {
  return (error) => error instanceof ResponseError && error.code === expected;
}

describe('a server that is treated badly', function () {
  this.timeout(240_000);
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
  });
  afterEach(() => {
    client.process.kill();
  });

  it('follows a flood of edits while it extracts', async () => {
    let text = longDocument(6);
    await client.open(uri, text);
    const running = extractByCommand(client, { uri, types }).catch((error: unknown) => error);
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ progress }) => progress !== undefined,
    );
    let version = 0;
    for (let index = 0; index < 300; index++) {
      const lines = text.split('\n');
      const line = (index * 7) % lines.length;
      const character = Math.min(index % 40, lines[line]?.length ?? 0);
      const erased = index % 3 === 0 ? 1 : 0;
      const end = Math.min(character + erased, lines[line]?.length ?? 0);
      const range = { start: { line, character }, end: { line, character: end } };
      const inserted = index % 3 === 0 ? '' : index % 3 === 1 ? '한' : '\n\n';
      version = await client.edit(uri, inserted, range);
      lines[line] = `${lines[line]?.slice(0, character) ?? ''}${inserted}${lines[line]?.slice(end) ?? ''}`;
      text = lines.join('\n');
      if (index % 50 === 0) await entitiesOf(client, uri);
    }
    const known = await entitiesOf(client, uri);
    assert.equal(known.version, version);
    assert.ok(known.upserted.every(({ start, end }) => 0 <= start && start < end && end <= text.length));
    await running;
    const { mentions } = await extractByCommand(client, { uri, types });
    assertExact(text, mentions);
    assert.ok(mentions.every(({ state }) => state === 'suggested'));

    await client.open('file:///fresh.md', text);
    const fresh = await extractByCommand(client, { uri: 'file:///fresh.md', types });
    const places = (all: typeof mentions): string[] =>
      all.map(({ type, start, end }) => `${type} ${String(start)} ${String(end)}`);
    assert.deepEqual(places(mentions), places(fresh.mentions));
  });

  it('names what is wrong with malformed requests and goes on', async () => {
    const request = (method: string, params?: object): Promise<unknown> =>
      params ? client.connection.sendRequest(method, params) : client.connection.sendRequest(method);
    const invalid = code(ErrorCodes.InvalidParams);
    await assert.rejects(request('textDocument/hover'), invalid);
    await assert.rejects(request('textDocument/hover', { textDocument: { uri } }), invalid);
    await assert.rejects(
      request('textDocument/hover', { textDocument: { uri }, position: { line: -1, character: 0 } }),
      /position\.line/,
    );
    await assert.rejects(request('textDocument/semanticTokens/full', {}), invalid);
    await assert.rejects(
      request('textDocument/semanticTokens/full/delta', { textDocument: { uri } }),
      invalid,
    );
    await assert.rejects(request('universalNer/entities', { uri: 5 }), invalid);
    await assert.rejects(request('universalNer/entities', { uri }), /is not open/);
    await assert.rejects(request('universalNer/dismiss', { uri, id: 1, scope: 'all' }), /scope/);
    await assert.rejects(request('universalNer/restoreDismissed', { uri, scope: 'some' }), /scope/);
    await assert.rejects(request('universalNer/export', { uri, format: 'csv' }), /is not open/);
    await assert.rejects(request('universalNer/documentTypes', { uri }), /is not open/);
    await assert.rejects(request('universalNer/typeSets', { uri: 5 }), invalid);
    await assert.rejects(request('universalNer/frontMatterChange', { uri, type: 'a' }), invalid);
    await assert.rejects(
      request('universalNer/frontMatterChange', { uri, type: 'a', change: {} }),
      /is not open/,
    );
    await assert.rejects(request('universalNer/labelNames', { uri: null }), invalid);
    await assert.rejects(request('universalNer/discoverTypes', {}), invalid);
    await assert.rejects(request('universalNer/discoverTypes', { uri, access: { apiKey: 'a' } }), /address/);
    await assert.rejects(
      request('universalNer/discoverTypes', { uri, access: { address: 'a', apiKey: '' } }),
      invalid,
    );
    await client.connection.sendNotification('universalNer/documentTypeSet', { uri, typeSet: 5 });
    await assert.rejects(request('universalNer/nothing', {}), code(ErrorCodes.MethodNotFound));
    await client.connection.sendNotification('textDocument/didOpen', {});
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri },
      contentChanges: 5,
    });
    assert.equal(
      await request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } }),
      null,
    );
    await client.open(uri, letter);
    await assert.rejects(request('universalNer/dismiss', { uri, id: 99, scope: 'text' }), /no mention 99/);
    assert.equal(
      await request('textDocument/hover', {
        textDocument: { uri },
        position: { line: 9999, character: 9999 },
      }),
      null,
    );
    assert.ok((await extractByCommand(client, { uri, types })).mentions.length > 0);
  });

  it('refuses requests after shutdown and ends with code 0', async () => {
    await client.open(uri, letter);
    await client.connection.sendRequest('shutdown');
    await assert.rejects(entitiesOf(client, uri), code(ErrorCodes.InvalidRequest));
    await assert.rejects(extractByCommand(client, { uri, types }), code(ErrorCodes.InvalidRequest));
    await client.connection.sendNotification('exit');
    assert.equal(await client.hears('(exit)'), 0);
  });

  it('ends with its client, and the model with it', async function () {
    if (process.platform !== 'linux') this.skip();
    await client.open(uri, longDocument(30));
    const running = extractByCommand(client, { uri, types }).catch((error: unknown) => error);
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ mentionCount }) => mentionCount > 0,
    );
    const [model] = await modelProcessesOf(client.process.pid ?? 0);
    assert.ok(model);
    client.process.stdin?.end();
    await client.hears('(exit)');
    await running;
    while (await isAlive(model)) await setImmediate();
  });

  it('asks again when the model is killed, and tells it in one sentence', async function () {
    if (process.platform !== 'linux') this.skip();
    await client.open(uri, longDocument(20));
    const running = extractByCommand(client, { uri, types });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ mentionCount }) => mentionCount > 0,
    );
    const [model] = await modelProcessesOf(client.process.pid ?? 0);
    assert.ok(model);
    process.kill(model, 'SIGKILL');
    const { mentions, notes } = await running;
    assert.equal(notes.failedPassages, 0);
    assert.ok(found(mentions).includes('person: Ada Lovelace'));
    await client.hears<{ message: string }>('window/showMessage', ({ message }) =>
      /started again/.test(message),
    );
  });

  it('says so when the model can answer about no passage, also in what the document shows', async () => {
    await client.open(uri, letter);
    const tooLong = Array<string>(9_000).fill('word').join(' ');
    await assert.rejects(client.connection.sendRequest(extract, { uri, types: [tooLong] }), (error) => {
      assert.ok(error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed);
      assert.match((error.data as UserError).message, /No passage of the document fits/);
      return true;
    });
    const { error, notes } = await entitiesOf(client, uri);
    assert.match(error?.message ?? '', /No passage of the document fits/);
    assert.ok((error?.remedy ?? '').length > 0 && notes.failedPassages > 0);
    await extractByCommand(client, { uri, types });
    assert.equal((await entitiesOf(client, uri)).error, undefined);
  });

  describe('with a model that can not be loaded', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'universal-ner-faults-'));
      await copyFile(embedded, join(folder, 'truncated.gguf'));
      await truncate(join(folder, 'truncated.gguf'), 1_000_000);
      await writeFile(join(folder, 'text.gguf'), 'This is no model.');
    });
    after(() => rm(folder, { recursive: true }));

    for (const name of ['missing.gguf', 'truncated.gguf', 'text.gguf']) {
      it(`says so and goes on: ${name}`, async () => {
        await client.open(uri, letter);
        await client.configure({ model: join(folder, name) });
        await assert.rejects(client.connection.sendRequest(extract, { uri, types }), (error) => {
          assert.ok(error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed);
          const { message, remedy, setting } = error.data as UserError;
          assert.ok(message.includes(name), message);
          assert.match(remedy, /universalNer\.model/);
          assert.equal(setting, 'model');
          return true;
        });
        assert.ok((await entitiesOf(client, uri)).error?.message.includes(name));
        await client.hears<ModelStatus>('universalNer/modelStatusChanged', ({ kind }) => kind === 'failed');

        await client.configure({ minScore: 0 });
        const { mentions } = await extractByCommand(client, { uri, types });
        assert.ok(found(mentions).includes('person: Ada Lovelace'));
        assert.equal((await entitiesOf(client, uri)).error, undefined);
      });
    }
  });
});
