/**
 * How a person feels the product: from an edit to the new highlights, from opening a document again to all of
 * them, and how soon the server hears while it extracts. Through a language client, with the embedded model.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { LspClient } from '../server/lspClient.ts';
import { extracted, Follower, roundTripsDuring } from './edits/liveClient.ts';
import { repeatedText } from './edits/texts.ts';
import { memory, row, summary, timed } from './edits/timings.ts';
import { readOptions } from './options.ts';

const { edits, pages } = readOptions('npm run bench -- edits [--edits N] [--pages N]', {
  numbers: { edits: 60, pages: 100 },
});

const types = ['person', 'location', 'organization', 'date', 'animal'];
const pageLength = 3000;
/** Longer than a pause after which an edit counts as one of its own (ms). */
const pause = 800;
const betweenLetters = 80;
const uri = 'file:///novel.md';

/** Resolves after so many milliseconds, as a person's hands do. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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

interface EditTimes {
  /** Until the first mention of the passage is fresh, in milliseconds. */
  readonly first: number[];
  /** Until all are. */
  readonly all: number[];
}

/** Changes words beside mentions all over the document: at once, or letter by letter. */
async function editToHighlight(client: LspClient, text: string, letters: number): Promise<EditTimes> {
  const times: EditTimes = { first: [], all: [] };
  const follower = new Follower(client, uri);
  for (let edit = 0; edit < edits; edit++) {
    await rest(pause);
    await follower.update();
    const { mentions } = follower;
    const beside = mentions[Math.floor((mentions.length * (edit + 0.5)) / edits)];
    if (!beside) continue;
    const { line, character, word } = wordBeside(text, beside.start);
    const typed =
      letters === 1 ? [`${word}x${String(edit)}`] : [...`x${String(edit)}abcdef`.slice(0, letters)];
    let at = character;
    for (const letter of typed) {
      const end = letters === 1 && at === character ? character + word.length : at;
      if (at > character) await rest(betweenLetters);
      await client.edit(uri, letter, { start: { line, character: at }, end: { line, character: end } });
      at += letter.length;
    }
    const since = performance.now();
    await follower.update();
    const { stale } = follower;
    const isFresh = (): boolean => follower.stale.size < stale.size || stale.size === 0;
    await follower.until(isFresh);
    times.first.push(performance.now() - since);
    await follower.until(() => follower.stale.size === 0);
    times.all.push(performance.now() - since);
    await client.edit(uri, letters === 1 ? word : '', {
      start: { line, character },
      end: { line, character: at },
    });
    await follower.until(() => follower.stale.size === 0);
  }
  return times;
}

async function reopen(client: LspClient, text: string): Promise<{ ms: number; mentions: number }> {
  const other = 'file:///large.md';
  await client.open(other, text);
  const { length } = await extracted(client, other, types);
  await client.close(other);
  const follower = new Follower(client, other);
  const ms = await timed(async () => {
    await client.open(other, text);
    await follower.until(() => follower.mentions.length >= length);
  });
  await client.close(other);
  return { ms, mentions: length };
}

const cacheFolder = mkdtempSync(join(tmpdir(), 'universal-ner bench-'));
const start = (): Promise<LspClient> => LspClient.start({ initializationOptions: { cacheFolder } });
const client = await start();
const text = repeatedText(pages * pageLength);
const megabyte = repeatedText(1_000_000);
row('cores, load average (1 minute)', `${String(cpus().length)}, ${(loadavg()[0] ?? 0).toFixed(1)}`);

await client.open(uri, text);
const first = timed(() => extracted(client, uri, types));
const trips = await roundTripsDuring(client, first);
row(
  `extract ${String(pages)} pages x ${String(types.length)} types`,
  `${((await first) / 1000).toFixed(1)} s`,
);
row('  round trip of a request meanwhile', summary(trips));
row('  and with nothing to do', summary(await roundTripsDuring(client, rest(pause))));
for (const [name, letters] of [
  ['edit to highlight, one word', 1],
  ['edit to highlight, after typing six letters', 6],
] as const) {
  const times = await editToHighlight(client, text, letters);
  row(name, summary(times.all));
  row('  the first type', summary(times.first));
}
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
row('load average (1 minute) at the end', (loadavg()[0] ?? 0).toFixed(1));
rmSync(cacheFolder, { recursive: true });
