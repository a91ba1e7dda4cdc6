import assert from 'node:assert/strict';
import { DocumentSymbolRequest, HoverRequest, SemanticTokensRequest } from 'vscode-languageserver-protocol';
import type { DocumentSymbol, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { entitiesChanged, exportAnnotations, reachesScore, scoreFilter } from '../../server/src/protocol.ts';
import type { EntitiesSummary, MinScore, WireMention } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { asked, entitiesOf, extractByCommand } from './requests.ts';
import { letter } from './texts.ts';

const uri = 'file:///letter.md';
const types = ['person', 'city', 'year'];
const settings = {
  minScore: 0,
  types: { year: { askBy: 'nothing', patterns: ['1\\d{3}'], color: 'entity9' } },
};

describe('minimum scores through a language client', function () {
  this.timeout(240_000);
  let client: LspClient;
  let all: readonly WireMention[];
  /** A score that some mentions reach and others don't. */
  let middle: number;

  before(async () => {
    client = await LspClient.start({ settings });
    await client.open(uri, letter);
    all = (await extractByCommand(client, { uri, types })).mentions;
    const scores = all.map(({ score }) => score).sort((a, b) => a - b);
    middle = scores[Math.floor(scores.length / 2)] ?? 0;
    assert.ok(all.some(({ score }) => score < middle));
  });
  after(() => client.stop());

  /** Waits until the mentions are shown that reach these scores, in everything that shows any. */
  async function assertShown(minScore: MinScore, since: number): Promise<void> {
    const shown = all.filter((mention) => reachesScore(mention, minScore));
    const summary = await client.hears<EntitiesSummary>(
      entitiesChanged.method,
      ({ uri: about, mentionCount }) => about === uri && mentionCount === shown.length,
      since,
    );
    assert.equal(summary.notes.belowMinScore, all.length - shown.length);
    await client.hears<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      ({ diagnostics }) => diagnostics.length === shown.length,
      since,
    );
    const textDocument = { uri };
    const tokens = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.equal(tokens?.data.length, shown.length * 5);
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    const counted = (symbols as DocumentSymbol[]).map(({ name, detail }) => `${name}: ${detail ?? ''}`);
    for (const type of types) {
      const count = shown.filter((mention) => mention.type === type).length;
      const times = count === 1 ? '1 mention' : `${count} mentions`;
      assert.equal(counted.includes(`${type}: ${times}`), count > 0, type);
    }
    const { files } = await client.connection.sendRequest(exportAnnotations, { uri, format: 'jsonl' });
    assert.equal(files[0]?.content.match(/\n/g)?.length ?? 0, shown.length);
    assert.equal((await entitiesOf(client, uri)).upserted.length, all.length, 'the client has them all');
    const hidden = all.find((mention) => !shown.includes(mention));
    if (hidden)
      assert.doesNotMatch(await hoverAt(hidden.start + 1), new RegExp(`\\*\\*${hidden.type}\\*\\*`));
  }

  async function hoverAt(offset: number): Promise<string> {
    const before = letter.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const at = { textDocument: { uri }, position };
    return JSON.stringify(await client.connection.sendRequest(HoverRequest.type, at));
  }

  it('of the settings, for all types and for one, are followed everywhere without a question', async () => {
    const since = client.received.length;
    await client.configure({ ...settings, minScore: middle });
    await assertShown({ general: middle }, since);
    const between = client.received.length;
    await client.configure({ ...settings, types: { ...settings.types, person: { minScore: 1 } } });
    await assertShown({ general: 0, byType: { person: 1 } }, between);
    const later = client.received.length;
    await client.configure(settings);
    await assertShown({ general: 0 }, later);
    assert.equal(asked(client, since), 0);
  });

  it('that a person tries out go before them, as fast, and are told from them', async () => {
    const since = client.received.length;
    await client.connection.sendNotification(scoreFilter, { general: middle, byType: { city: 1 } });
    await assertShown({ general: middle, byType: { city: 1 } }, since);
    assert.equal((await entitiesOf(client, uri)).minScore.general, 0);
    const between = client.received.length;
    await client.connection.sendNotification('universalNer/scoreFilter', { general: 'high' });
    await client.connection.sendNotification(scoreFilter, {});
    await assertShown({ general: 0 }, between);
    assert.equal(asked(client, since), 0);
  });

  it('leave their colours to exported pages, which show how mentions were found', async () => {
    const { files } = await client.connection.sendRequest(exportAnnotations, { uri, format: 'html' });
    const page = files[0]?.content ?? '';
    assert.equal(files[0]?.extension, 'html');
    assert.match(page, /<mark class="t\d+ s9"[^>]* title="year, found by a pattern">1843</);
  });

  it('are exported in the colours that a person made of the identity colours', async () => {
    const request = (light: string) =>
      client.connection.sendRequest(exportAnnotations, {
        uri,
        format: 'html',
        colors: { entity9: { light, dark: '#abcdef80' } },
      });
    const { files } = await request('#fedcba');
    assert.match(files[0]?.content ?? '', /--c9:#fedcba;.*--c9:#abcdef80;/s);
    for (const light of ['red', '#fff}body{display:none', 'url(x)'])
      await assert.rejects(request(light), light);
  });
});
