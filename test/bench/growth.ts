/**
 * How time and memory grow with types and with pages of text that never repeats. Through a language client, with
 * the embedded model.
 */
import { loadavg } from 'node:os';
import { clear, clearCache } from '../../server/src/protocol.ts';
import { LspClient } from '../server/lspClient.ts';
import { extracted } from './edits/liveClient.ts';
import { variedText } from './edits/texts.ts';
import { memory, row, timed } from './edits/timings.ts';
import { readOptions } from './options.ts';
import { benchTypes } from './workloads.ts';

const values = readOptions('npm run bench -- growth [--most-types N] [--most-pages N]', {
  numbers: { 'most-types': 64, 'most-pages': 100 },
});

const pageLength = 3000;
/** The same types again under other names, where more are asked than the bench names. */
const types = [...benchTypes, ...benchTypes.map((type) => `famous ${type}`), 'song', 'poem', 'law', 'sport'];

async function extraction(client: LspClient, text: string, asked: readonly string[]): Promise<number> {
  await client.connection.sendRequest(clearCache);
  const uri = `file:///${String(text.length)}-${String(asked.length)}.md`;
  await client.open(uri, text);
  const ms = await timed(() => extracted(client, uri, asked));
  await client.connection.sendRequest(clear, { uri });
  await client.close(uri);
  return ms;
}

const client = await LspClient.start();
await client.open('file:///warm.md', 'Ada went to Rome.');
await extracted(client, 'file:///warm.md', ['person']);
for (let count = 1; count <= values['most-types']; count *= 2) {
  const ms = await extraction(client, variedText(pageLength), types.slice(0, count));
  row(
    `1 page x ${String(count)} types`,
    `${ms.toFixed(0).padStart(7)} ms, ${(ms / count).toFixed(0)} ms a type`,
  );
}
for (const pages of [1, 3, 10, 30, 100, 300, 1000]) {
  if (pages > values['most-pages']) break;
  const ms = await extraction(client, variedText(pages * pageLength), types.slice(0, 1));
  row(
    `${String(pages)} pages x 1 type`,
    `${ms.toFixed(0).padStart(7)} ms, ${(ms / pages).toFixed(0)} ms a page; ${memory(client.process.pid)}`,
  );
}
await client.stop();
row('load average (1 minute) at the end', (loadavg()[0] ?? 0).toFixed(1));
