import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clear, clearCache, extract } from '../../server/src/protocol.ts';
import type { ModelStatus, WireMention } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { longDocument } from './texts.ts';

const uri = 'file:///cached.md';
const types = ['person', 'city'];
const text = longDocument(5);

/** Whether the server ever asked the model, or so much as loaded it. */
function usedModel(client: LspClient, since = 0): boolean {
  return client.received
    .slice(since)
    .filter(({ method }) => method === 'universalNer/modelStatusChanged')
    .some(({ params }) => ['loading', 'asking'].includes((params as ModelStatus).kind));
}

describe('the answers of a server', function () {
  this.timeout(240_000);
  let cacheFolder: string;
  beforeEach(() => {
    cacheFolder = mkdtempSync(join(tmpdir(), 'universal-ner answers-'));
  });
  afterEach(() => rmSync(cacheFolder, { recursive: true }));

  const answers = (): string[] => {
    const folder = join(cacheFolder, 'answers');
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  };

  async function withServer<T>(
    use: (client: LspClient) => Promise<T>,
    settings: Record<string, unknown> = {},
  ): Promise<T> {
    const client = await LspClient.start({
      settings: { minScore: 0, ...settings },
      initializationOptions: { cacheFolder },
    });
    try {
      return await use(client);
    } finally {
      await client.stop();
    }
  }

  /** What is found in the document; ids count as answers come. */
  async function extracted(client: LspClient): Promise<Omit<WireMention, 'id'>[]> {
    await client.open(uri, text);
    const { mentions } = await client.connection.sendRequest(extract, { uri, types });
    return mentions.map(({ type, text: found, start, end, score, state }) => ({
      type,
      text: found,
      start,
      end,
      score,
      state,
    }));
  }

  it('outlive it: the next one finds the same without loading the model', async () => {
    const before = await withServer(extracted);
    assert.ok(before.length > 0);
    await withServer(async (client) => {
      assert.deepEqual(await extracted(client), before);
      assert.equal(usedModel(client), false);
    });
    for (const file of answers()) assert.doesNotMatch(readFileSync(file, 'latin1'), /Lovelace|London|person/);
  });

  it('are shared with a server of another window while both run', async () => {
    await withServer(async (first) => {
      await withServer(async (second) => {
        const before = await extracted(first);
        while (answers().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        assert.deepEqual(await extracted(second), before);
        assert.equal(usedModel(second), false);
      });
    });
  });

  it('are forgotten on request, here and on disk', async () => {
    await withServer(async (client) => {
      await extracted(client);
      await client.connection.sendRequest(clearCache);
      assert.deepEqual(answers(), []);
      const since = client.received.length;
      await client.connection.sendRequest(clear, { uri });
      await client.connection.sendRequest(extract, { uri, types });
      assert.ok(usedModel(client, since));
    });
  });

  it('stay in its memory where the setting says so', async () => {
    const settings = { cache: { enabled: false } };
    await withServer(async (client) => {
      await extracted(client);
      const since = client.received.length;
      await client.connection.sendRequest(clear, { uri });
      await client.connection.sendRequest(extract, { uri, types });
      assert.equal(usedModel(client, since), false);
    }, settings);
    assert.deepEqual(answers(), []);
  });
});
