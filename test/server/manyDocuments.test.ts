import assert from 'node:assert/strict';
import { extract } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { entitiesOf } from './requests.ts';
import { residentMegabytes } from './memory.ts';

const documentCount = 100;
const texts = ['Rome', 'Paris', 'Oslo', 'Lima', 'Cairo'].map(
  (city) => `Ada Lovelace went to ${city} with Charles Babbage.\n\nThey wrote letters.\n`,
);

describe('a hundred open documents', function () {
  this.timeout(240_000);

  it('are extracted at once, each with its own mentions, in bounded memory', async () => {
    const client = await LspClient.start();
    try {
      const uris = Array.from({ length: documentCount }, (_, index) => `file:///${String(index)}.md`);
      for (const [index, uri] of uris.entries()) await client.open(uri, texts[index % texts.length] ?? '');
      const results = await Promise.all(
        uris.map((uri) => client.connection.sendRequest(extract, { uri, types: ['person', 'city'] })),
      );
      for (const [index, { mentions, notes }] of results.entries()) {
        assert.equal(notes.failedPassages, 0);
        const alike = results[index % texts.length]?.mentions ?? [];
        const places = (list: typeof mentions): string[] =>
          list.map(({ type, start, end }) => `${type} ${String(start)} ${String(end)}`);
        assert.deepEqual(places(mentions), places(alike));
        const text = texts[index % texts.length] ?? '';
        for (const { start, end, text: words } of mentions) assert.equal(text.slice(start, end), words);
      }
      for (const uri of uris) {
        const { progress, error } = await entitiesOf(client, uri);
        assert.deepEqual([progress, error], [undefined, undefined]);
      }
      const megabytes = residentMegabytes(client.process.pid);
      if (megabytes !== undefined) assert.ok(megabytes < 400, `the server takes ${String(megabytes)} MB`);
    } finally {
      await client.stop();
    }
  });
});
