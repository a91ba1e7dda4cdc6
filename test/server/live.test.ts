import assert from 'node:assert/strict';
import { clear, extract, stop, visible } from '../../server/src/protocol.ts';
import type { EntitiesResult, EntitiesSummary, ModelStatus, WireMention } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { asked, entitiesOf } from './requests.ts';
import { assertExact, longDocument } from './texts.ts';

const types = ['person', 'city'];

/** The start of the line that holds a text, as an empty range. */
function lineOf(text: string, part: string): { start: LspPosition; end: LspPosition } {
  const line = text.slice(0, text.indexOf(part)).split('\n').length - 1;
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}
interface LspPosition {
  readonly line: number;
  readonly character: number;
}

/** Where and what, without the mentions' ids. */
function places(mentions: readonly WireMention[]): object[] {
  return mentions.map(({ type, start, end, score, state }) => ({ type, start, end, score, state }));
}

describe('a document that was extracted', function () {
  this.timeout(240_000);
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
  });
  afterEach(() => client.stop());

  async function extracted(uri: string, text: string): Promise<readonly WireMention[]> {
    await client.open(uri, text);
    return (await client.connection.sendRequest(extract, { uri, types })).mentions;
  }

  /** What the document shows once nothing in it is stale. */
  async function upToDate(uri: string): Promise<EntitiesResult> {
    for (;;) {
      const heard = client.received.length;
      const now = await entitiesOf(client, uri);
      if (now.upserted.every(({ state }) => state === 'suggested')) return now;
      await client.hears<EntitiesSummary>(
        'universalNer/entitiesChanged',
        (changed) => changed.uri === uri,
        heard,
      );
    }
  }

  it('is asked again where it is edited, without a command, and only there', async () => {
    const uri = 'file:///live.md';
    const text = longDocument(20);
    const before = await extracted(uri, text);
    const since = client.received.length;
    const version = await client.edit(uri, 'Yes. ', lineOf(text, 'On day 10'));
    const edited = await entitiesOf(client, uri);
    assert.equal(edited.upserted.length, before.length, 'nothing vanishes meanwhile');
    assert.ok(edited.upserted.some(({ state }) => state === 'stale'));
    const after = await upToDate(uri);
    assert.equal(after.version, version);
    assertExact(text.replace('On day 10', 'Yes. On day 10'), after.upserted);
    const queries = asked(client, since);
    assert.ok(queries >= 1 && queries <= 4 * types.length, String(queries));
    assert.ok(
      client
        .heard<EntitiesSummary>('universalNer/entitiesChanged')
        .slice(-1)
        .every(({ progress }) => progress === undefined),
    );
  });

  it('asks nothing when an edit is undone or a paragraph is pasted back', async () => {
    const uri = 'file:///undo.md';
    const text = longDocument(12);
    const before = await extracted(uri, text);
    const place = lineOf(text, 'On day 5');
    await client.edit(uri, 'Yes. ', place);
    await upToDate(uri);
    const since = client.received.length;
    const end = { line: place.end.line, character: 'Yes. '.length };
    await client.edit(uri, '', { start: place.start, end });
    assert.deepEqual(places((await upToDate(uri)).upserted), places(before));
    assert.equal(asked(client, since), 0);
    const paragraphs = text.split('\n## ');
    await client.edit(uri, paragraphs.slice(0, 6).join('\n## '));
    assert.ok((await upToDate(uri)).upserted.length < before.length);
    await client.edit(uri, text);
    const heard = client.received.length;
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ mentionCount }) => mentionCount === before.length,
      heard,
    );
    assert.deepEqual(places((await upToDate(uri)).upserted), places(before));
    assert.equal(asked(client, since), 0);
  });

  it('tells that nothing is left to read where all prose goes while it is extracted', async () => {
    for (const left of ['', '---\ntitle: a\n---\n']) {
      const uri = `file:///emptied-${String(left.length)}.md`;
      await client.open(uri, longDocument(40));
      const heard = client.received.length;
      const running = client.connection.sendRequest(extract, { uri, types });
      await client.hears<EntitiesSummary>(
        'universalNer/entitiesChanged',
        (summary) => summary.uri === uri && summary.progress !== undefined,
        heard,
      );
      await client.edit(uri, left);
      const { mentions, notes } = await running;
      assert.deepEqual([mentions, notes.passages], [[], 0]);
    }
    await client.edit('file:///emptied-0.md', 'Ada Lovelace.');
    const again = await client.connection.sendRequest(extract, { uri: 'file:///emptied-0.md', types });
    assert.equal(again.notes.passages, 1);
  });

  it('follows what is typed while it is extracted', async () => {
    const uri = 'file:///meanwhile.md';
    const text = longDocument(14);
    await client.open(uri, text);
    const running = client.connection.sendRequest(extract, { uri, types });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ progress, mentionCount }) => mentionCount > 0 && progress !== undefined,
    );
    await client.edit(uri, 'Yes. ', lineOf(text, 'On day 1 '));
    await client.edit(uri, 'No. ', lineOf(text, 'On day 14'));
    const { mentions } = await running;
    assert.ok(mentions.every(({ state }) => state === 'suggested'));
    assertExact(text.replace('On day 1 ', 'Yes. On day 1 ').replace('On day 14', 'No. On day 14'), mentions);
    const ended = (position: string): boolean =>
      mentions.some(({ start }) => Math.abs(start - text.indexOf(position)) < 80);
    assert.ok(ended('On day 1 ') && ended('On day 14'));
  });

  it('shows its entities at once when it is opened again, or under another name', async () => {
    const uri = 'file:///closed.md';
    const text = longDocument(6);
    const before = await extracted(uri, text);
    const since = client.received.length;
    for (const name of [uri, 'file:///renamed.md', uri]) {
      await client.close('file:///renamed.md');
      await client.close(uri);
      await client.open(name, text);
      assert.deepEqual(places((await entitiesOf(client, name)).upserted), places(before));
    }
    assert.equal(asked(client, since), 0);
    await client.edit(uri, 'Yes. ', lineOf(text, 'On day 3'));
    await upToDate(uri);
    assert.ok(asked(client, since) > 0, 'and is still live');
    await client.close(uri);
    await client.open(uri, `Another text. ${text}`);
    assert.deepEqual((await entitiesOf(client, uri)).upserted, []);
  });

  it('goes on being extracted when it is closed or renamed meanwhile and opened again', async () => {
    const uri = 'file:///early.md';
    const text = longDocument(30);
    await client.open(uri, text);
    const running = client.connection.sendRequest(extract, { uri, types });
    const outcome = running.then(
      () => 'ended',
      () => 'refused',
    );
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (changed) => changed.uri === uri && changed.mentionCount > 0 && changed.progress !== undefined,
    );
    await client.close(uri);
    assert.equal(await outcome, 'refused', 'it was closed before the end');
    const renamed = 'file:///renamed-early.md';
    await client.open(renamed, text);
    const now = await entitiesOf(client, renamed);
    assert.ok(now.upserted.length > 0, 'what was found is there at once');
    assert.deepEqual(now.types, types);
    const isAtEnd = ({ start }: WireMention): boolean => start > text.indexOf('On day 30 ');
    assert.ok(!now.upserted.some(isAtEnd));
    for (;;) {
      const heard = client.received.length;
      if ((await entitiesOf(client, renamed)).upserted.some(isAtEnd)) break;
      await client.hears<EntitiesSummary>(
        'universalNer/entitiesChanged',
        (changed) => changed.uri === renamed,
        heard,
      );
    }
  });

  it('is left alone where the setting says so, and once it is cleared', async () => {
    const text = longDocument(6);
    const other = 'file:///other.md';
    await client.configure({ minScore: 0, liveUpdates: false });
    const uri = 'file:///still.md';
    await extracted(uri, text);
    await client.edit(uri, 'Yes. ', lineOf(text, 'On day 3'));
    await extracted(other, 'Something else.');
    assert.ok((await entitiesOf(client, uri)).upserted.some(({ state }) => state === 'stale'));

    await client.configure({ minScore: 0 });
    await client.connection.sendRequest(clear, { uri });
    const since = client.received.length;
    await client.edit(uri, 'Ada went to Rome. ', lineOf(text, 'On day 4'));
    // An update would be asked after this, before the model has nothing to do.
    await client.connection.sendRequest(extract, { uri: other, types: ['country', 'animal', 'plant'] });
    await client.hears<ModelStatus>('universalNer/modelStatusChanged', ({ kind }) => kind === 'ready', since);
    assert.deepEqual((await entitiesOf(client, uri)).upserted, []);
  });

  it('is asked first where it is visible, also when a person scrolls meanwhile', async () => {
    const uri = 'file:///visible.md';
    const text = longDocument(120);
    await client.open(uri, text);
    const look = async (day: number): Promise<void> => {
      const range = lineOf(text, `On day ${String(day)} `);
      const end = { line: range.end.line + 1, character: 0 };
      await client.connection.sendNotification(visible, { uri, ranges: [{ ...range, end }] });
    };
    await look(100);
    const running = client.connection.sendRequest(extract, { uri, types }).catch(() => undefined);
    let done = 0;
    for (const day of [100, 50, 110, 80]) {
      await look(day);
      const [from, to] = [`On day ${String(day)} `, `## Day ${String(day + 1)}`].map((part) =>
        text.indexOf(part),
      );
      let there = await entitiesOf(client, uri);
      while (!there.upserted.some(({ start }) => start >= (from ?? NaN) && start < (to ?? NaN))) {
        await client.hears('universalNer/entitiesChanged', undefined, client.received.length);
        there = await entitiesOf(client, uri);
      }
      assert.ok(there.progress, 'it goes on');
      const meanwhile = there.progress.passagesDone - done;
      assert.ok(meanwhile < 9, `${String(meanwhile)} other passages were answered before day ${String(day)}`);
      done = there.progress.passagesDone;
    }
    await client.connection.sendRequest(stop, { uri });
    await running;
  });
});
