import assert from 'node:assert/strict';
import {
  dismiss,
  exportAnnotations,
  extract,
  restoreDismissed,
  scoreFilter,
} from '../../server/src/protocol.ts';
import type { EntitiesSummary, WireMention } from '../../server/src/protocol.ts';
import { until } from './engines.ts';
import { LspClient } from './lspClient.ts';
import { asked, dismissByCommand, entitiesOf, extractByCommand } from './requests.ts';
import { assertExact, longDocument } from './texts.ts';

const types = ['person', 'city'];
const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

describe('entities while a document is edited', function () {
  this.timeout(240_000);
  let client: LspClient;
  before(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
  });
  after(() => client.stop());

  async function extracted(uri: string, text: string): Promise<readonly WireMention[]> {
    await client.open(uri, text);
    return (await client.connection.sendRequest(extract, { uri, types })).mentions;
  }

  it('move with the text at once; those of the changed passage are stale, the others are not', async () => {
    const uri = 'file:///move.md';
    const text = longDocument(12);
    const before = await extracted(uri, text);
    const known = await entitiesOf(client, uri);
    const inserted = 'A new paragraph 😀 without anybody.\r\n\r\n';
    const version = await client.edit(uri, inserted, start);
    const moved = await entitiesOf(client, uri);
    assert.equal(moved.version, version);
    const shift = ({ start: from, end, ...rest }: WireMention): object => ({
      ...rest,
      start: from + inserted.length,
      end: end + inserted.length,
    });
    assert.deepEqual(
      moved.upserted.map(({ start: from, end, id }) => ({ id, start: from, end })),
      before.map(shift).map((mention) => {
        const { id, start: from, end } = mention as WireMention;
        return { id, start: from, end };
      }),
    );
    assertExact(inserted + text, moved.upserted);
    assert.ok(moved.upserted.filter(({ state }) => state === 'stale').length < before.length / 2);

    const last = moved.upserted.at(-1);
    assert.ok(last);
    const since = (await entitiesOf(client, uri, known.revision)).revision;
    const line = (inserted + text).slice(0, last.start).split('\n').length - 1;
    await client.edit(uri, 'x', { start: { line, character: 0 }, end: { line, character: 0 } });
    const delta = await entitiesOf(client, uri, since);
    assert.equal(delta.full, false);
    assert.ok(delta.upserted.length > 0 && delta.upserted.length < moved.upserted.length);
    assert.ok(delta.upserted.every(({ state }) => state === 'stale'));
    assert.ok(delta.upserted.some(({ id }) => id === last.id));
  });

  it('ask only the changed passages again', async () => {
    const uri = 'file:///again.md';
    const text = longDocument(20);
    await extracted(uri, text);
    let since = client.received.length;
    await extractByCommand(client, { uri, types });
    assert.equal(asked(client, since), 0);

    const line = text.slice(0, text.indexOf('On day 10')).split('\n').length - 1;
    await client.edit(uri, 'Yes. ', { start: { line, character: 0 }, end: { line, character: 0 } });
    since = client.received.length;
    const { mentions } = await extractByCommand(client, { uri, types });
    const queries = asked(client, since);
    assert.ok(queries >= types.length && queries <= 4 * types.length, String(queries));
    assert.ok(mentions.every(({ state }) => state === 'suggested'));

    await client.edit(uri, text);
    since = client.received.length;
    await extractByCommand(client, { uri, types });
    assert.equal(asked(client, since), 0);
  });

  it('are found again without a question when a document is opened again', async () => {
    const uri = 'file:///reopened.md';
    const text = longDocument(6);
    const before = await extracted(uri, text);
    await client.close(uri);
    await assert.rejects(entitiesOf(client, uri));
    const since = client.received.length;
    const after = await extracted(uri, text);
    assert.equal(asked(client, since), 0);
    const places = (mentions: readonly WireMention[]): object[] =>
      mentions.map(({ type, start: from, end, score }) => ({ type, from, end, score }));
    assert.deepEqual(places(after), places(before));
  });

  it('stay dismissed: one mention, or every mention of a text', async () => {
    const uri = 'file:///dismissed.md';
    const [first, ...others] = await extracted(uri, longDocument(5));
    assert.ok(first);
    await client.connection.sendRequest(dismiss, { uri, id: first.id, scope: 'mention' });
    assert.deepEqual(
      (await entitiesOf(client, uri)).upserted.map(({ id }) => id),
      others.map(({ id }) => id),
    );
    const second = others.find(({ type, text }) => type === first.type && text === first.text);
    assert.ok(second);
    await dismissByCommand(client, { uri, id: second.id, scope: 'text' });
    const { mentions } = await extractByCommand(client, { uri, types });
    assert.ok(mentions.length > 0);
    assert.ok(!mentions.some(({ type, text }) => type === first.type && text === first.text));
    await client.edit(uri, 'Intro.\n\n', start);
    const again = await extractByCommand(client, { uri, types });
    assert.ok(!again.mentions.some(({ type, text }) => type === first.type && text === first.text));
    const restored = await client.connection.sendRequest(restoreDismissed, { uri, scope: 'all' });
    assert.equal(restored, 2);
    const { upserted } = await entitiesOf(client, uri);
    assert.ok(upserted.some(({ type, text }) => type === first.type && text === first.text));
  });

  it('follow the minimum score without asking again', async () => {
    const uri = 'file:///min-score.md';
    const all = await extracted(uri, longDocument(7));
    const scores = all.map(({ score }) => score).sort((a, b) => a - b);
    const minScore = scores[Math.floor(scores.length / 2)] ?? 0;
    const hidden = all.filter(({ score }) => score < minScore).length;
    const since = client.received.length;
    await client.configure({ minScore });
    const fewer = await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (summary) => summary.uri === uri && summary.mentionCount === all.length - hidden,
      since,
    );
    assert.equal(fewer.notes.belowMinScore, hidden);
    await client.configure({ minScore: 0, types: { city: { minScore: 1.0 } } });
    const cities = all.filter(({ type, score }) => type === 'city' && score < 1).length;
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (summary) => summary.uri === uri && summary.mentionCount === all.length - cities,
      since,
    );
    await client.configure({ minScore: 0 });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (summary) => summary.uri === uri && summary.mentionCount === all.length,
      since,
    );
    assert.equal(asked(client, since), 0);
  });

  it('follow the overlap policy without asking again', async () => {
    const uri = 'file:///policy.md';
    await client.open(uri, longDocument(8));
    // Both are asked in the same words, so that every place has both.
    const { mentions } = await extractByCommand(client, { uri, types: ['person', 'PER'] });
    const isDouble = ({ start: from, end, id }: WireMention): boolean =>
      mentions.some((other) => other.id !== id && other.start < end && from < other.end);
    assert.ok(mentions.some(isDouble));
    const since = client.received.length;
    await client.configure({ minScore: 0, overlapPolicy: 'flat' });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (summary) => summary.uri === uri && !summary.progress && summary.mentionCount < mentions.length,
      since,
    );
    const flat = (await entitiesOf(client, uri)).upserted;
    assert.ok(flat.length > 0);
    assert.ok(flat.every(({ start: from }, index) => from >= (flat[index - 1]?.end ?? 0)));
    assert.equal(asked(client, since), 0);
    await client.configure({ minScore: 0 });
  });

  it('let only mentions that are shown take the place of others, without asking again', async () => {
    const uri = 'file:///rivals.md';
    await client.configure({ minScore: 0, overlapPolicy: 'flat' });
    await client.open(uri, longDocument(2));
    const { mentions } = await extractByCommand(client, { uri, types: ['person', 'PER'] });
    assert.ok(mentions.length > 0 && mentions.every(({ type }) => type === 'PER'));
    const since = client.received.length;
    /** Waits until all places have a mention of this type, and of no other. */
    const shows = (type: string): Promise<void> =>
      until(async () => {
        const { files } = await client.connection.sendRequest(exportAnnotations, { uri, format: 'jsonl' });
        const lines = (files[0]?.content ?? '').trim().split('\n');
        return (
          lines.length === mentions.length &&
          lines.every((line) => line.includes(`"type":${JSON.stringify(type)}`))
        );
      });
    await client.connection.sendNotification(scoreFilter, { byType: { PER: 1 } });
    await shows('person');
    await client.connection.sendNotification(scoreFilter, {});
    await shows('PER');
    for (const { id } of mentions)
      await client.connection.sendRequest(dismiss, { uri, id, scope: 'mention' });
    await shows('person');
    await client.connection.sendRequest(restoreDismissed, { uri, scope: 'all' });
    await shows('PER');
    assert.equal(asked(client, since), 0);
    await client.configure({ minScore: 0 });
  });
});
