/**
 * How a person feels the product: from an edit to the new highlights, from opening a document again to all of
 * them, how soon the server hears while it extracts, and how time and memory grow. Through a language client, with
 * the embedded model. `npx tsx test/bench/edits.ts [--edits N] [--pages N]`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clear, clearCache } from '../../server/src/protocol.ts';
import type { EntitiesSummary } from '../../server/src/protocol.ts';
import { LspClient } from '../server/lspClient.ts';
import { entitiesOf } from '../server/requests.ts';
import { extracted, roundTripsDuring, upToDate } from './edits/liveClient.ts';
import { memory, summary, timed } from './edits/timings.ts';

const { values } = parseArgs({
  options: { edits: { type: 'string', default: '60' }, pages: { type: 'string', default: '100' } },
});

const types = ['person', 'location', 'organization', 'date', 'animal'];
const manyTypes = [
  ...types,
  ...[
    'city',
    'event',
    'book',
    'ship',
    'weapon',
    'body part',
    'plant',
    'food',
    'building',
    'profession',
    'river',
  ],
];
const pageLength = 3000;
const corpus = readFileSync(new URL('./corpus/novels.txt', import.meta.url), 'utf8');
/** Longer than a pause after which an edit counts as one of its own (ms). */
const pause = 800;
const uri = 'file:///novel.md';

/** So many characters of the corpus, which is repeated as often as needed: what repeats is asked once. */
function textOf(length: number): string {
  const copies = Array.from({ length: Math.ceil(length / corpus.length) }, () => corpus.trimEnd());
  return copies.join('\n\n').slice(0, length);
}

function row(name: string, value: string): void {
  console.log(`${name.padEnd(58)} ${value}`);
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pause));
}

/** Where a word of a paragraph with mentions stands, as lines and characters. */
function wordBeside(text: string, offset: number): { line: number; character: number; word: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  const found = [...line.matchAll(/(?<= )[a-z]{4,}(?= )/g)].find(
    ({ index }) => Math.abs(start + index - offset) > 12,
  );
  const character = found?.index ?? 0;
  return { line: text.slice(0, start).split('\n').length - 1, character, word: found?.[0] ?? '' };
}

async function editToHighlight(client: LspClient, letters: number): Promise<number[]> {
  const text = textOf(Number(values.pages) * pageLength);
  const times: number[] = [];
  for (let edit = 0; edit < Number(values.edits); edit++) {
    await rest();
    const { upserted } = await entitiesOf(client, uri);
    const beside = upserted[Math.floor((upserted.length * (edit + 0.5)) / Number(values.edits))];
    if (!beside) continue;
    const { line, character, word } = wordBeside(text, beside.start);
    const typed =
      letters === 1 ? [`${word}x${String(edit)}`] : [...`x${String(edit)}abcdef`.slice(0, letters)];
    let at = character;
    for (const letter of typed) {
      const end = letters === 1 && at === character ? character + word.length : at;
      if (at > character) await new Promise((resolve) => setTimeout(resolve, 80));
      await client.edit(uri, letter, { start: { line, character: at }, end: { line, character: end } });
      at += letter.length;
    }
    times.push(await timed(() => upToDate(client, uri)));
    await client.edit(uri, letters === 1 ? word : '', {
      start: { line, character },
      end: { line, character: at },
    });
    await upToDate(client, uri);
  }
  return times;
}

async function reopen(client: LspClient, text: string): Promise<{ ms: number; mentions: number }> {
  const other = 'file:///large.md';
  await client.open(other, text);
  const { length } = await extracted(client, other, types);
  await client.close(other);
  const ms = await timed(async () => {
    await client.open(other, text);
    while ((await entitiesOf(client, other)).upserted.length < length)
      await client.hears<EntitiesSummary>('universalNer/entitiesChanged', undefined, client.received.length);
  });
  await client.close(other);
  return { ms, mentions: length };
}

async function timeToExtract(client: LspClient, text: string, asked: readonly string[]): Promise<number> {
  await client.connection.sendRequest(clearCache);
  const grown = `file:///${String(text.length)}-${String(asked.length)}.md`;
  await client.open(grown, text);
  const ms = await timed(() => extracted(client, grown, asked));
  await client.connection.sendRequest(clear, { uri: grown });
  await client.close(grown);
  return ms;
}

const cacheFolder = mkdtempSync(join(tmpdir(), 'universal-ner bench-'));
const start = (): Promise<LspClient> => LspClient.start({ initializationOptions: { cacheFolder } });
const client = await start();
const text = textOf(Number(values.pages) * pageLength);
const megabyte = textOf(1_000_000);
row('cores, load average (1 minute)', `${String(cpus().length)}, ${(loadavg()[0] ?? 0).toFixed(1)}`);

await client.open(uri, text);
const first = timed(() => extracted(client, uri, types));
const trips = await roundTripsDuring(client, first);
row(
  `extract ${values.pages} pages x ${String(types.length)} types`,
  `${((await first) / 1000).toFixed(1)} s`,
);
row('  round trip of a request meanwhile', summary(trips));
row('  and with nothing to do', summary(await roundTripsDuring(client, rest())));
row('edit to highlight, one word', summary(await editToHighlight(client, 1)));
row('edit to highlight, after typing six letters', summary(await editToHighlight(client, 6)));
row('memory', memory(client.process.pid));

const again = await reopen(client, megabyte);
row(`open 1 MB again (${String(again.mentions)} mentions)`, `${again.ms.toFixed(0)} ms`);
await client.stop();
const next = await start();
await next.open(uri, megabyte);
row(
  'extract 1 MB again after a restart',
  `${(await timed(() => extracted(next, uri, types))).toFixed(0)} ms`,
);
row('  memory', memory(next.process.pid));
await next.stop();

const growing = await start();
await timeToExtract(growing, 'Ada went to Rome.', types);
for (const count of [1, 2, 4, 8, 16])
  row(
    `1 page x ${String(count)} types`,
    `${(await timeToExtract(growing, textOf(pageLength), manyTypes.slice(0, count))).toFixed(0)} ms`,
  );
for (const pages of [1, 3, 10])
  row(
    `${String(pages)} pages x ${String(types.length)} types`,
    `${(await timeToExtract(growing, textOf(pages * pageLength), types)).toFixed(0)} ms; ${memory(growing.process.pid)}`,
  );
await growing.stop();
row('load average (1 minute) at the end', (loadavg()[0] ?? 0).toFixed(1));
rmSync(cacheFolder, { recursive: true });
