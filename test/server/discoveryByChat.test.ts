import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver-protocol';
import { discoverTypes, discoveryModel, typesDiscovered } from '../../server/src/protocol.ts';
import type { DiscoveredTypes, DiscoverTypesParams } from '../../server/src/protocol.ts';
import { beginStream, ChatServer, json, streamAnswer, streamPart } from '../chatServer.ts';
import { until } from './engines.ts';
import { writeInstructFile } from './instructFile.ts';
import { LspClient } from './lspClient.ts';
import { modelProcessesOf } from './modelProcess.ts';

type Told = DiscoveredTypes & { readonly uri: string };

const report = readFileSync(new URL('../../samples/news-report.md', import.meta.url), 'utf8');
const uri = 'file:///report.md';
/** Words of the sample, and one that does not stand in it. */
const list =
  '[("Tomas Lindqvist", "Person"), ("Nobody Atall", "person"), ("Lindqvist", "people"), ("Trondheim", "city")]';

describe('discovering types with a server', function () {
  this.timeout(120_000);
  let server: ChatServer;
  let client: LspClient;
  before(async () => {
    server = await ChatServer.start((_, response) => streamAnswer(response, list));
    client = await LspClient.start({ settings: { discoveryModel: server.address } });
    await client.open(uri, report);
  });
  after(async () => {
    await client.stop();
    await server.stop();
  });

  const discover = (params: Partial<DiscoverTypesParams> = {}): Promise<DiscoveredTypes> =>
    client.connection.sendRequest(discoverTypes, { uri, ...params });
  const told = (since: number): Told[] =>
    client.received
      .slice(since)
      .filter(({ method }) => method === typesDiscovered.method)
      .map(({ params }) => params as Told);

  it('says beforehand who is asked', async () => {
    assert.deepEqual(await client.connection.sendRequest(discoveryModel), {
      kind: 'endpoint',
      address: server.address,
      host: server.host,
      isLoopback: true,
      isEncrypted: false,
    });
  });

  it('sends sampled passages with the instruction, and proposes what is named and stands in them', async () => {
    server.requests.length = 0;
    const { proposals, progress, asking, problem } = await discover();
    assert.ok(server.requests.length > 1 && server.requests.length <= 6);
    assert.deepEqual([progress.asked, progress.total], [server.requests.length, server.requests.length]);
    assert.deepEqual([asking, problem], [server.host, undefined]);
    const prose = report.replace(/[*#]/gu, '').replace(/\s+/gu, ' ');
    for (const { body, headers } of server.requests) {
      assert.equal(headers.authorization, undefined);
      const passage = /Passage: (.*)$/su.exec(body?.messages[1]?.content ?? '')?.[1] ?? '';
      assert.ok(passage.length > 100 && prose.includes(passage.replace(/\s+/gu, ' ')), passage);
    }
    const person = proposals.find(({ name }) => name === 'person');
    assert.ok(person && person.examples.length > 0);
    for (const { examples } of proposals)
      for (const example of examples) assert.ok(prose.includes(example), example);
    assert.ok(!JSON.stringify(proposals).includes('Nobody Atall'));
  });

  it('streams proposals while the first answer is still being written', async () => {
    const since = client.received.length;
    let finish = (): void => undefined;
    server.answer = (_, response) => {
      beginStream(response);
      streamPart(response, list.slice(0, 40));
      finish = () => {
        server.answer = (_next, nextResponse) => streamAnswer(nextResponse, list);
        streamPart(response, list.slice(40));
        response.end('data: [DONE]\n\n');
      };
    };
    const answer = discover();
    const first = await client.hears<Told>(
      typesDiscovered.method,
      ({ proposals }) => proposals.length > 0,
      since,
    );
    assert.deepEqual(
      [first.progress.asked, first.asking, first.proposals[0]?.name],
      [0, server.host, 'person'],
    );
    finish();
    const { progress } = await answer;
    assert.equal(progress.asked, progress.total);
    assert.ok(told(since).every(({ asking }) => asking === server.host));
  });

  it('stops at once when it is cancelled, answers what was found, and asks the server no more', async () => {
    let closed: Promise<unknown> | undefined;
    server.requests.length = 0;
    server.answer = (_, response) => {
      if (server.requests.length === 1) return streamAnswer(response, list);
      closed = once(response, 'close');
      return beginStream(response);
    };
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(discoverTypes, { uri }, source.token);
    await until(() => closed !== undefined);
    const since = performance.now();
    source.cancel();
    const { proposals, progress } = await answer;
    assert.ok(performance.now() - since < 1_000);
    assert.ok(proposals.length > 0 && progress.asked === 1 && progress.asked < progress.total);
    await closed;
    assert.equal(server.requests.length, 2);
  });

  it('sends a key only with the address that it was given for', async () => {
    server.answer = (_, response) => streamAnswer(response, list);
    server.requests.length = 0;
    await discover({ access: { address: server.address, apiKey: 'secret' } });
    assert.ok(server.requests.every(({ headers }) => headers.authorization === 'Bearer secret'));
    server.requests.length = 0;
    const other = { address: 'http://127.0.0.1:1/v1', apiKey: 'secret' };
    await assert.rejects(discover({ access: other }), /nobody has agreed/);
    assert.equal(server.requests.length, 0);
  });

  it('says in one sentence that no answer can be read, with the setting that helps', async () => {
    server.answer = (_, response) => streamAnswer(response, 'I can not do that.');
    await assert.rejects(discover(), (error) => {
      assert.ok(error instanceof ResponseError);
      assert.match(error.message, /could be read in none of \d passages/);
      assert.equal((error.data as { setting?: string }).setting, 'discoveryModel');
      return true;
    });
  });

  it('says why it fails, and keeps what it has found before', async () => {
    server.answer = (_, response) => json(response, { error: { message: 'Who are you?' } }, 401);
    await assert.rejects(discover(), (error) => {
      assert.ok(error instanceof ResponseError);
      assert.match(error.message, /asks for an API key \("Who are you\?"\)/);
      assert.equal((error.data as { needsApiKey?: boolean }).needsApiKey, true);
      return true;
    });
    server.requests.length = 0;
    server.answer = (_, response) =>
      server.requests.length === 1 ? streamAnswer(response, list) : json(response, {}, 403);
    const { proposals, problem, progress } = await discover();
    assert.ok(proposals.length > 0 && progress.asked === 1);
    assert.match(problem?.message ?? '', /asks for an API key/);
  });

  it('sends nothing to another machine without consent', async () => {
    const address = 'http://203.0.113.7/v1';
    await client.configure({ discoveryModel: address });
    const info = await client.connection.sendRequest(discoveryModel);
    assert.deepEqual(info.kind === 'endpoint' && [info.host, info.isLoopback], ['203.0.113.7', false]);
    await assert.rejects(discover(), /would be sent to 203\.0\.113\.7, and nobody has agreed/);
  });

  it('refuses an address that is none', async () => {
    await client.configure({ discoveryModel: 'ftp://example.org' });
    await assert.rejects(client.connection.sendRequest(discoveryModel), /ftp:\/\/example\.org is no address/);
    await assert.rejects(discover(), /universalNer\.discoveryModel/);
  });
});

describe('discovering types with an instruct model', function () {
  this.timeout(240_000);
  let folder: string;
  let client: LspClient;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner chat-'));
    const path = join(folder, 'own-instruct.gguf');
    writeInstructFile(path);
    client = await LspClient.start({ settings: { discoveryModel: path } });
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });

  it('asks it alone, and proposes what stands in the document', async () => {
    const text = report.slice(0, report.indexOf('## A detour'));
    await client.open(uri, text);
    assert.equal((await client.connection.sendRequest(discoveryModel)).kind, 'file');
    const since = client.received.length;
    // Whatever the weights: either types with mentions, or the sentence that nothing could be read.
    const found = await client.connection
      .sendRequest(discoverTypes, { uri })
      .catch((error: unknown) => error);
    const first = client.received.slice(since).find(({ method }) => method === typesDiscovered.method);
    assert.equal((first?.params as Told | undefined)?.asking, 'own-instruct');
    if (found instanceof ResponseError) assert.match(found.message, /could be read in none of/);
    else assert.equal((found as DiscoveredTypes).progress.asked, (found as DiscoveredTypes).progress.total);
    assert.ok(client.process.pid);
    assert.deepEqual(await modelProcessesOf(client.process.pid), []);
  });

  it('follows the setting, back to the inventory too', async () => {
    await client.configure({ discoveryModel: join(folder, 'nowhere.gguf') });
    await assert.rejects(
      client.connection.sendRequest(discoverTypes, { uri }),
      /nowhere\.gguf does not exist/,
    );
    await client.configure({ discoveryModel: '' });
    assert.deepEqual(await client.connection.sendRequest(discoveryModel), { kind: 'inventory' });
  });
});
