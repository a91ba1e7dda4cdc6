/**
 * How long a cold start takes: from the server's process to the first mention by the model, in steps, for a machine
 * that has never checked the weights and the runtime's binary and for one that has.
 */
import { readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract, modelStatusChanged } from '../../server/src/protocol.ts';
import { LspClient } from '../server/lspClient.ts';
import { Follower } from './edits/liveClient.ts';
import { row, summary } from './edits/timings.ts';
import { readOptions } from './options.ts';

const { runs } = readOptions('npm run bench -- start [--runs N]', { numbers: { runs: 5 } });
const text = readFileSync(new URL('../../samples/news-report.md', import.meta.url), 'utf8');
const types = ['person', 'organization', 'location'];
const uri = 'file:///report.md';
/** The verdicts on the weights and on the runtime's binary are kept below it. */
const cache = join(tmpdir(), `universal-ner bench-${String(process.pid)}`);
process.env['XDG_CACHE_HOME'] = cache;

/** Milliseconds from the start of the server's process. */
interface Start {
  readonly initialized: number;
  readonly modelReady: number;
  readonly firstMention: number;
}

async function startOnce(): Promise<Start> {
  const since = performance.now();
  const elapsed = (): number => performance.now() - since;
  const client = await LspClient.start();
  const initialized = elapsed();
  let modelReady = 0;
  client.connection.onNotification(modelStatusChanged, ({ kind }) => {
    if (kind === 'asking' && modelReady === 0) modelReady = elapsed();
  });
  await client.open(uri, text);
  const extraction = client.connection.sendRequest(extract, { uri, types });
  const follower = new Follower(client, uri);
  await follower.until(() => follower.mentions.some(({ foundBy }) => !foundBy));
  const firstMention = elapsed();
  await extraction;
  await client.stop();
  return { initialized, modelReady, firstMention };
}

row('load average (1 minute)', (loadavg()[0] ?? 0).toFixed(1));
for (const [name, isChecked] of [
  ['never checked', false],
  ['checked before', true],
] as const) {
  const starts: Start[] = [];
  for (let run = 0; run < runs; run++) {
    if (!isChecked) rmSync(cache, { recursive: true, force: true });
    starts.push(await startOnce());
  }
  row(
    `weights and runtime ${name}: server initialized`,
    summary(starts.map(({ initialized }) => initialized)),
  );
  row('  model loaded', summary(starts.map(({ modelReady }) => modelReady)));
  row('  first mention', summary(starts.map(({ firstMention }) => firstMention)));
}
rmSync(cache, { recursive: true, force: true });
