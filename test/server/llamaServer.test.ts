import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { dataConstructionPrompt } from '../../server/src/model/dataConstruction.ts';
import { readEndpoint } from '../../server/src/model/remote/endpoint.ts';
import { RemoteChatModel } from '../../server/src/model/remote/remoteChatModel.ts';
import { until } from './engines.ts';
import { writeInstructFile } from './instructFile.ts';

const binary = process.env['LLAMA_SERVER'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** With llama.cpp's own server, where the environment variable LLAMA_SERVER names its binary. */
describe('a model that llama-server offers', function () {
  this.timeout(120_000);

  it('answers in parts, is stopped, asks for its key, and says that a passage is too long', async function () {
    if (binary === undefined) this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner chat-'));
    const model = join(folder, 'instruct.gguf');
    writeInstructFile(model);
    const host = `127.0.0.1:${String(await freePort())}`;
    const [address = '', port = ''] = host.split(':');
    const flags = ['--host', address, '--port', port, '-m', model, '-c', '512', '-np', '1', '-t', '1'];
    const child = spawn(binary, [...flags, '--jinja', '--api-key', 'sesame', '--no-webui'], {
      stdio: 'ignore',
    });
    const endpoint = readEndpoint(`http://${host}/v1`);
    try {
      await until(async () => {
        assert.equal(child.exitCode, null, 'llama-server ended');
        return (await fetch(`http://${host}/health`).catch(() => undefined))?.ok === true;
      });
      const prompt = dataConstructionPrompt('Ada Lovelace wrote to Charles Babbage from London in 1843.');
      const remote = new RemoteChatModel({ endpoint, apiKey: 'sesame' });
      const heard: string[] = [];
      const answer = await remote.generate(prompt, { maxTokens: 40, onText: (soFar) => heard.push(soFar) });
      assert.ok(answer.length > 0 && heard.at(-1) === answer);
      assert.equal(await remote.generate(prompt, { maxTokens: 40 }), answer);
      const enough = await remote.generate(prompt, { maxTokens: 40, isEnough: () => true });
      assert.ok(answer.startsWith(enough));
      const abort = new AbortController();
      const stopped = remote.generate(prompt, {
        maxTokens: 40,
        signal: abort.signal,
        onText: () => abort.abort(),
      });
      await assert.rejects(stopped, { name: 'AbortError' });
      const long = dataConstructionPrompt('Ada met Bob in Oslo. '.repeat(200));
      await assert.rejects(remote.generate(long, { maxTokens: 40 }), /does not fit the context of the model/);
      const nobody = new RemoteChatModel({ endpoint });
      await assert.rejects(nobody.generate(prompt, { maxTokens: 40 }), /asks for an API key/);
      const astray = new RemoteChatModel({ endpoint: readEndpoint(`http://${host}/v7`), apiKey: 'sesame' });
      await assert.rejects(astray.generate(prompt, { maxTokens: 40 }), /has nothing at \/v7\/models/);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});
