import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver-protocol';
import { discoverTypes, normaliseText, typesDiscovered } from '../../server/src/protocol.ts';
import type { DiscoveredTypes } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { asked, extractByCommand } from './requests.ts';
import { longDocument } from './texts.ts';

type Told = DiscoveredTypes & { readonly uri: string };

const whole = readFileSync(new URL('../../samples/news-report.md', import.meta.url), 'utf8');
/** A few passages: each type that is proposed was asked about all of them. */
const report = whole.slice(0, whole.indexOf('## A detour'));
const uri = 'file:///report.md';

describe('discovering the types of a document', function () {
  this.timeout(240_000);
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(() => client.stop());

  it('stops within a second of a cancellation, and answers what was found', async () => {
    await client.open('file:///long.md', longDocument(60));
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(discoverTypes, { uri: 'file:///long.md' }, source.token);
    await client.hears<Told>(typesDiscovered.method, ({ proposals }) => proposals.length > 1);
    const since = performance.now();
    source.cancel();
    const { proposals, progress } = await answer;
    assert.ok(performance.now() - since < 1_000);
    assert.ok(proposals.length > 1 && progress.asked < progress.total);
  });

  it('streams proposals with the time left, and ends with those that have mentions', async () => {
    const start = client.received.length;
    await client.open(uri, report);
    const { proposals, progress } = await client.connection.sendRequest(discoverTypes, { uri });
    assert.equal(progress.asked, progress.total);
    const names = proposals.flatMap(({ name, similar }) => [name, ...similar]);
    for (const type of ['person', 'location', 'date']) assert.ok(names.includes(type), names.join(', '));
    const told = client.received
      .slice(start)
      .filter(({ method }) => method === typesDiscovered.method)
      .map(({ params }) => params as Told)
      .filter((each) => each.uri === uri);
    assert.ok(told.length >= 3 && told.some(({ progress: { etaMs } }) => etaMs !== undefined && etaMs > 0));
    const first = told.findIndex(({ proposals: { length } }) => length > 0);
    assert.ok(first >= 0 && (told[first]?.progress.asked ?? 0) < progress.total / 2);
  });

  it('shows examples that stand in the document', async () => {
    const { proposals } = await client.connection.sendRequest(discoverTypes, { uri });
    // As a reader reads it: the sample's only markup is emphasis and headings.
    const prose = normaliseText(report.replace(/[*#]/gu, ''));
    for (const { name, examples, mentionEstimate } of proposals) {
      assert.ok(examples.length > 0 && examples.length <= 3 && mentionEstimate > 0, name);
      for (const example of examples) assert.ok(prose.includes(normaliseText(example)), example);
    }
  });

  it('asks nothing anew the second time, nor for a type that is accepted then', async () => {
    const since = client.received.length;
    const { proposals } = await client.connection.sendRequest(discoverTypes, { uri });
    const types = proposals.slice(0, 3).map(({ name }) => name);
    const { mentions } = await extractByCommand(client, { uri, types });
    for (const type of types)
      assert.ok(
        mentions.some((mention) => mention.type === type),
        type,
      );
    assert.equal(asked(client, since), 0);
  });

  it('refuses a document that is not open, and one that is too large', async () => {
    const discover = (target: string) => client.connection.sendRequest(discoverTypes, { uri: target });
    await assert.rejects(discover('file:///nowhere.md'), ResponseError);
    await client.configure({ maxDocumentSize: 100 });
    await assert.rejects(discover(uri), /the limit is 100/);
    await client.configure({});
  });

  it('ends when its document is closed', async () => {
    await client.open('file:///closing.md', longDocument(50).replaceAll('Ada', 'Grace'));
    const since = client.received.length;
    const answer = client.connection.sendRequest(discoverTypes, { uri: 'file:///closing.md' });
    await client.hears<Told>(typesDiscovered.method, () => true, since);
    await client.close('file:///closing.md');
    const { progress } = await answer;
    assert.ok(progress.asked < progress.total);
  });
});
