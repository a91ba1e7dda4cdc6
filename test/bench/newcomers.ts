/**
 * How long who comes new waits while a long document is extracted: for a short document that is extracted meanwhile,
 * and for a place of the long one that a person scrolls to. Through a language client, with the embedded model.
 */
import { loadavg } from 'node:os';
import { stop, visible } from '../../server/src/protocol.ts';
import { LspClient } from '../server/lspClient.ts';
import { extracted, Follower } from './edits/liveClient.ts';
import { variedText } from './edits/texts.ts';
import { row, summary, timed } from './edits/timings.ts';
import { readOptions } from './options.ts';

const { rounds, pages } = readOptions('npm run bench -- newcomers [--rounds N] [--pages N]', {
  numbers: { rounds: 15, pages: 100 },
});

const types = ['person', 'location', 'organization', 'date', 'animal'];
const pageLength = 3000;
/** Passages that are answered before anybody comes. */
const underWay = 20;
/** Paragraphs and the lines between them: some 3,000 characters. */
const linesOfScreen = 10;
const long = 'file:///novel.md';

/** Extracts a short document. @returns milliseconds until it has a mention */
async function newDocument(round: number): Promise<number> {
  const uri = `file:///letter-${String(round)}.md`;
  await client.open(uri, `Letter ${String(round)}\n\nMr. Darcy went from London to Rome with Jane Bennet.`);
  const follower = new Follower(client, uri);
  let asked: Promise<unknown> | undefined;
  const ms = await timed(() => {
    asked = extracted(client, uri, types);
    return follower.until(() => follower.mentions.length > 0);
  });
  await asked;
  await client.close(uri);
  return ms;
}

/**
 * Shows a screen of the long document that nobody has read, the last first.
 * @returns milliseconds until its first paragraph has a mention
 */
async function newPlace(round: number): Promise<number> {
  const start = text.indexOf(sightOf(round));
  const line = text.slice(0, start).split('\n').length - 1;
  const range = { start: { line, character: 0 }, end: { line: line + linesOfScreen, character: 0 } };
  const end = start + sightOf(round).length;
  return timed(async () => {
    await client.connection.sendNotification(visible, { uri: long, ranges: [range] });
    await follower.until(() =>
      follower.mentions.some((mention) => mention.start >= start && mention.end <= end),
    );
  });
}

/** A paragraph that has mentions for sure. */
function sightOf(round: number): string {
  return `On the ${String(round)}th day Mr. Darcy went from London to Rome with Jane Bennet.`;
}

/** The long document: many lines of novels, and places to go to, the first last. */
function withSights(lines: string[]): string {
  for (let round = 1; round <= rounds; round++)
    lines.splice(-2 * round * linesOfScreen, 0, sightOf(round), '');
  return lines.join('\n');
}

const client = await LspClient.start();
await client.open('file:///warm.md', 'Ada went to Rome.');
await extracted(client, 'file:///warm.md', types);
row('a short document, nothing else asked', summary([await newDocument(0)]));

const text = withSights(variedText(pages * pageLength).split('\n'));
await client.open(long, text);
const running = extracted(client, long, types).catch(() => undefined);
const follower = new Follower(client, long);
await follower.until(() => (follower.progress?.passagesDone ?? 0) > underWay);
const documents: number[] = [];
const places: number[] = [];
for (let round = 1; round <= rounds && follower.progress; round++) {
  documents.push(await newDocument(round));
  places.push(await newPlace(round));
}
row(`a short document while ${String(pages)} pages are extracted`, summary(documents));
row('a place scrolled to meanwhile', summary(places));
await client.connection.sendRequest(stop, { uri: long });
await running;
await client.stop();
row('load average (1 minute) at the end', (loadavg()[0] ?? 0).toFixed(1));
