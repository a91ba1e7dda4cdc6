import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { TypeProposal } from '../../server/src/protocol.ts';
import { ChatServer, json, streamAnswer } from '../chatServer.ts';
import { runCli } from './cliProcess.ts';
import type { CliResult } from './cliProcess.ts';
import { writeInstructFile } from './instructFile.ts';

const ada = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
const list = '[("Ada Lovelace", "mathematician"), ("London", "City"), ("Berlin", "city")]';

describe('universal-ner discover --discovery-model', function () {
  this.timeout(120_000);
  let server: ChatServer;
  before(async () => {
    server = await ChatServer.start((_, response) => streamAnswer(response, list));
  });
  after(() => server.stop());

  const discover = (args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> =>
    runCli(['discover', '-', ...args], { cwd: '.', input: ada, env: { UNIVERSAL_NER_API_KEY: '', ...env } });

  it('has a server propose types, with the key of the environment', async () => {
    server.requests.length = 0;
    const args = ['--discovery-model', server.address, '--model-name', 'tiny', '--json', '--verbose'];
    const { code, stdout, stderr } = await discover(args, { UNIVERSAL_NER_API_KEY: 'secret' });
    assert.equal(code, 0, stderr);
    const { proposals } = JSON.parse(stdout) as { proposals: TypeProposal[] };
    const found = Object.fromEntries(proposals.map(({ name, examples }) => [name, examples]));
    assert.deepEqual(found, { city: ['London'], mathematician: ['Ada Lovelace'] });
    assert.match(stderr, new RegExp(`1 questions to ${server.host}`));
    const [request] = server.requests;
    assert.deepEqual([request?.body?.model, request?.headers.authorization], ['tiny', 'Bearer secret']);
    assert.ok(!`${stdout}${stderr}`.includes('secret'));
  });

  it('asks a server on this machine itself, where other requests take a proxy', async () => {
    server.requests.length = 0;
    // Nobody answers there. Node 24 looks at these variables, Node 20 does not.
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '', no_proxy: '' };
    const { code, stderr } = await discover(['--discovery-model', server.address, '--json'], env);
    assert.equal(code, 0, stderr);
    assert.equal(server.requests.length, 1);
  });

  it('sends nothing to another machine unless that is said', async () => {
    const elsewhere = ['--discovery-model', 'http://no-such-host.invalid/v1'];
    const { code, stderr } = await discover(elsewhere);
    assert.equal(code, 3);
    assert.match(stderr, /would leave this machine, for no-such-host\.invalid\. Say --send-passages/);
    const sent = await discover([...elsewhere, '--send-passages']);
    assert.equal(sent.code, 3);
    assert.match(sent.stderr, /The host no-such-host\.invalid can't be found .*--discovery-model/);
  });

  it('says what is wrong in the words of the command line', async () => {
    server.answer = (_, response) => json(response, { error: 'model "tiny" not found' }, 404);
    const unknown = await discover(['--discovery-model', server.address, '--model-name', 'tiny']);
    assert.deepEqual(unknown.code, 3);
    assert.match(unknown.stderr, /does not know the model tiny .*Set --model-name to one/);
    const file = await discover(['--discovery-model', 'nowhere.gguf']);
    assert.match(file.stderr, /nowhere\.gguf does not exist\. Set --discovery-model/);
    const address = await discover(['--discovery-model', 'gopher://a']);
    assert.match(address.stderr, /gopher:\/\/a is no address of a server\. Set --discovery-model/);
  });

  it('asks an instruct model on this machine, and ends with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner chat-'));
    try {
      const path = join(folder, 'instruct.gguf');
      writeInstructFile(path);
      const { code, stdout, stderr } = await discover(['--discovery-model', path]);
      // Whatever the weights: types, or the sentence that nothing could be read.
      if (code === 3) assert.match(stderr, /could be read in none of 1 passages/);
      else assert.ok(code === 0 && (stdout !== '' || /no types with mentions/.test(stderr)), stderr);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
