import assert from 'node:assert/strict';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import { extract, formats, stop } from '../../server/src/protocol.ts';
import type { EntitiesSummary } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { entitiesOf } from './requests.ts';
import { longDocument } from './texts.ts';

const uri = 'file:///two-hundred-kilobytes.md';
const types = ['person', 'city'];
/**
 * What no request may take longer, in milliseconds, than one to an idle server takes at the same time: that one
 * waits for the machine only.
 */
const limit = 20;
const rounds = 3;
const requestsPerRound = 60;

/** Half of it is one sentence again and again, so that thousands of mentions are there while the rest is read. */
function crowdedDocument(): string {
  const sentence = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
  return `${Array<string>(1700).fill(sentence).join('\n\n')}\n\n${longDocument(360)}`;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function timed(request: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await request();
  return performance.now() - before;
}

describe('latency while a document of 200 kB is extracted', function () {
  this.timeout(240_000);
  let client: LspClient;
  let idle: LspClient;
  before(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
    idle = await LspClient.start();
  });
  after(async () => {
    await client.stop();
    await idle.stop();
  });

  it('stays under 20 ms for every request that answers from the store', async () => {
    const text = crowdedDocument();
    assert.ok(text.length >= 200_000);
    const send = (method: string, params: object) => (): Promise<unknown> =>
      client.connection.sendRequest(method, { textDocument: { uri }, ...params });
    const position = { line: 4, character: 12 };
    const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
    const requests: Record<string, () => Promise<unknown>> = {
      hover: send('textDocument/hover', { position }),
      'semantic tokens': send('textDocument/semanticTokens/full', {}),
      'semantic tokens, range': send('textDocument/semanticTokens/range', { range }),
      'semantic tokens, delta': send('textDocument/semanticTokens/full/delta', { previousResultId: '1' }),
      symbols: send('textDocument/documentSymbol', {}),
      references: send('textDocument/references', { position, context: { includeDeclaration: true } }),
      highlights: send('textDocument/documentHighlight', { position }),
      'code actions': send('textDocument/codeAction', { range, context: { diagnostics: [] } }),
    };
    await client.open(uri, text);
    const running = client.connection.sendRequest(extract, { uri, types }).catch((error: unknown) => error);
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ mentionCount }) => mentionCount > 1000,
    );
    let { revision } = await entitiesOf(client, uri);
    requests['entities, delta'] = async () => {
      ({ revision } = await entitiesOf(client, uri, revision));
    };
    const rows: string[] = [];
    const slow: string[] = [];
    for (const [name, request] of Object.entries(requests)) {
      let [p50, p99, noise] = [Infinity, Infinity, 0];
      for (let round = 0; round < rounds && p99 - noise >= limit; round++) {
        const times: number[] = [];
        const idleTimes: number[] = [];
        for (let count = 0; count < requestsPerRound; count++) {
          if (count % 10 === 0) await client.edit(uri, ' ', { start: position, end: position });
          times.push(await timed(request));
          idleTimes.push(await timed(() => idle.connection.sendRequest(formats)));
        }
        [p50, p99, noise] = [percentile(times, 0.5), percentile(times, 0.99), percentile(idleTimes, 0.99)];
      }
      const cells = [p50, p99, noise].map((time) => `${time.toFixed(1).padStart(6)} ms`);
      rows.push(
        `${name.padEnd(24)} p50 ${cells[0] ?? ''}   p99 ${cells[1] ?? ''}   idle server's p99 ${cells[2] ?? ''}`,
      );
      if (p99 - noise >= limit) slow.push(name);
    }
    const { progress, mentionCount } = await entitiesOf(client, uri);
    assert.ok(progress, 'the extraction ended before the measurement did');
    process.stderr.write(`\nWhile extracting, with ${String(mentionCount)} mentions:\n${rows.join('\n')}\n`);
    assert.deepEqual(slow, []);
    await client.connection.sendRequest(stop, { uri });
    const outcome = await running;
    assert.ok(outcome instanceof ResponseError && outcome.code === LSPErrorCodes.ServerCancelled);
  });
});
