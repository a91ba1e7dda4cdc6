import assert from 'node:assert/strict';
import { DocumentSymbolRequest, HoverRequest } from 'vscode-languageserver-protocol';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import {
  clear,
  clearCache,
  documentTypes,
  extract,
  modelDetails,
  typeSets,
} from '../../server/src/protocol.ts';
import type { ExtractResult, ModelStatus } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import type { ClientOptions } from './lspClient.ts';
import { extractByCommand } from './requests.ts';
import { letter, longDocument } from './texts.ts';

interface ShownMessage {
  readonly message: string;
}

async function withClient(options: ClientOptions, test: (client: LspClient) => Promise<void>): Promise<void> {
  const client = await LspClient.start(options);
  try {
    await test(client);
  } finally {
    await client.stop();
  }
}

describe('settings of a language client', function () {
  this.timeout(240_000);
  it('are told by name when they are wrong, once', () =>
    withClient({ settings: { minScore: 'high', overlapPolicies: 'all' } }, async (client) => {
      const shown = (name: string) =>
        client.hears<ShownMessage>('window/showMessage', ({ message }) => message.includes(name));
      assert.match((await shown('universalNer.minScore ')).message, /it is "high".*default is used: null/);
      const logged = (text: RegExp) =>
        client.hears<ShownMessage>('window/logMessage', ({ message }) => text.test(message));
      await logged(/universalNer\.minScore .*default is used/);
      await logged(/universalNer\.overlapPolicies .*not a setting/);
      await client.open('file:///a.md', letter);
      await client.configure({ minScore: 'high', foreignLanguages: 'maybe' });
      await shown('universalNer.foreignLanguages ');
      const about = client
        .heard<ShownMessage>('window/showMessage')
        .filter(({ message }) => message.includes('universalNer.minScore '));
      assert.equal(about.length, 1);
    }));

  it('are told in one message where much is wrong at once; the log has it all', () =>
    withClient({ settings: { threads: 0, lanes: 0, types: { a: { color: 'red' } } } }, async (client) => {
      const { message } = await client.hears<ShownMessage>('window/showMessage');
      assert.match(message, /universalNer\.threads .* More that is wrong stands in the log: 2\.$/);
      for (const name of ['threads', 'lanes', 'types["a"]["color"]']) {
        await client.hears<ShownMessage>('window/logMessage', (told) =>
          told.message.includes(`universalNer.${name} is wrong`),
        );
      }
      assert.equal(client.heard('window/showMessage').length, 1);
    }));

  it('are told through the extension where its client is there', () =>
    withClient({ settings: { threads: -1 }, initializationOptions: { client: 'vscode' } }, async (client) => {
      const told = await client.hears<ShownMessage & { remedy: string; severity: string; setting: string }>(
        'universalNer/userMessage',
      );
      assert.match(told.message, /universalNer\.threads/);
      assert.match(told.remedy, /default is used/);
      assert.equal(told.severity, 'warning');
      assert.equal(told.setting, 'threads');
      assert.equal(client.initialized.capabilities.executeCommandProvider, undefined);
      assert.deepEqual(client.heard('window/showMessage'), []);
    }));

  it('are waited for, also by what is asked at the start and while the client is asked anew', () =>
    withClient({ settings: { types: { ship: {} }, typeSets: { Mine: {} } } }, async (client) => {
      assert.equal((await client.connection.sendRequest(typeSets, {}))[0]?.id, 'Mine');
      await client.open('file:///a.md', letter);
      const named = client.connection.sendRequest(documentTypes, { uri: 'file:///a.md' });
      await client.open('file:///b.md', letter);
      assert.deepEqual((await named).types, [{ name: 'ship', hasRules: false }]);
    }));

  it('may run the model in another way while it is asked; another model ends what asks the one before', () =>
    withClient({ settings: { minScore: 0 } }, async (client) => {
      const uri = 'file:///a.md';
      await client.open(uri, longDocument(20));
      const extraction = (): Promise<ExtractResult> =>
        client.connection.sendRequest(extract, { uri, types: ['person', 'city'] });
      const isAsking = (since: number) =>
        client.hears<ModelStatus>('universalNer/modelStatusChanged', ({ kind }) => kind === 'asking', since);
      const running = extraction();
      await isAsking(0);
      await client.configure({ minScore: 0, lanes: 2 });
      const { notes } = await running;
      assert.equal(notes.failedPassages, 0);
      assert.equal((await client.connection.sendRequest(modelDetails)).lanes, 2);
      await client.connection.sendRequest(clearCache);
      await client.connection.sendRequest(clear, { uri });
      const since = client.received.length;
      const ended = assert.rejects(extraction(), /Another model was chosen.*Extract again/);
      await isAsking(since);
      await client.configure({ minScore: 0, lanes: 2, model: '/no/such/model.gguf' });
      await ended;
    }));

  it('come with initialize from a client that can do nothing; it gets the plainest answers', () =>
    withClient(
      { capabilities: {}, initializationOptions: { settings: { types: { person: {} }, minScore: 0 } } },
      async (client) => {
        const uri = 'file:///a.md';
        await client.open(uri, letter);
        const { mentions } = await extractByCommand(client, { uri });
        assert.ok(mentions.length > 0 && mentions.every(({ type }) => type === 'person'));
        const at = { textDocument: { uri }, position: { line: 2, character: 4 } };
        const hover = await client.connection.sendRequest(HoverRequest.type, at);
        assert.equal((hover?.contents as MarkupContent).kind, 'plaintext');
        const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, at);
        assert.ok(symbols?.every((symbol) => 'location' in symbol && symbol.containerName === 'person'));
        assert.deepEqual(client.heard('client/registerCapability'), []);
        assert.deepEqual(client.heard('workspace/semanticTokens/refresh'), []);
        assert.deepEqual(client.heard('$/progress'), []);
      },
    ));

  it('come with a notification from a client that can not be asked', () =>
    withClient({ capabilities: {} }, async (client) => {
      const uri = 'file:///a.md';
      await client.open(uri, letter);
      await client.configure({ types: { city: {} }, minScore: 0 });
      const { mentions } = await extractByCommand(client, { uri });
      assert.ok(mentions.length > 0 && mentions.every(({ type }) => type === 'city'));
    }));
});
