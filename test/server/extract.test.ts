import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgressCancelNotification,
} from 'vscode-languageserver-protocol';
import type {
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from 'vscode-languageserver-protocol';
import { commands, extract, stop } from '../../server/src/protocol.ts';
import type { EntitiesSummary, UserError } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { entitiesOf, extractByCommand } from './requests.ts';
import { assertExact, found, letter, longDocument } from './texts.ts';

interface Progress {
  readonly token: string | number;
  readonly value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;
}

function hasCode(code: number): (error: unknown) => boolean {
  return (error) => error instanceof ResponseError && error.code === code;
}

describe('extraction through a language client', function () {
  this.timeout(240_000);
  let client: LspClient;
  before(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
  });
  after(() => client.stop());

  it('is advertised as commands', () => {
    assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, [
      commands.extract,
      commands.dismiss,
    ]);
  });

  it('finds what stands in the prose, with exact ranges through markup', async () => {
    const uri = 'file:///letter.md';
    await client.open(uri, letter);
    const { mentions, notes } = await extractByCommand(client, { uri, types: ['person', 'city'] });
    assertExact(letter, mentions);
    assert.ok(found(mentions).includes('person: Ada Lovelace'));
    assert.ok(found(mentions).includes('city: London'));
    const code = letter.indexOf('```');
    assert.ok(mentions.every(({ end }) => end <= code));
    assert.ok(mentions.every(({ start }, index) => start >= (mentions[index - 1]?.start ?? 0)));
    assert.equal(notes.failedPassages, 0);
    const first = mentions.find(({ type }) => type === 'person');
    assert.equal(letter.slice(first?.start, first?.end), 'Ada** Lovelace');
  });

  it('asks in words for known label names and shows the label', async () => {
    const uri = 'file:///labels.md';
    await client.open(uri, letter);
    const { mentions } = await extractByCommand(client, { uri, types: ['PER'] });
    assert.ok(found(mentions).includes('PER: Ada Lovelace'));
  });

  it('answers with the mentions of the asked range only', async () => {
    const uri = 'file:///range.md';
    const text = longDocument(12);
    await client.open(uri, text);
    const line = text.slice(0, text.indexOf('On day 7')).split('\n').length - 1;
    const range = { start: { line, character: 0 }, end: { line, character: 60 } };
    const { mentions } = await extractByCommand(client, { uri, types: ['person'], range });
    assert.ok(mentions.length > 0);
    const [from, to] = [text.indexOf('On day 7'), text.indexOf('On day 7') + 60];
    assert.ok(mentions.every(({ start, end }) => start < to && end > from));
    const known = await entitiesOf(client, uri);
    assert.ok(known.mentionCount < 12);
  });

  it('counts the mentions without listing them where they are not wanted', async () => {
    const uri = 'file:///counted.md';
    const text = longDocument(12);
    await client.open(uri, text);
    const types = ['person', 'city'];
    const line = text.slice(0, text.indexOf('On day 7')).split('\n').length - 1;
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    for (const asked of [{ types }, { types: ['city'] }, { types, range }]) {
      const listed = await client.connection.sendRequest(extract, { uri, ...asked });
      const counted = await client.connection.sendRequest(extract, { uri, ...asked, listed: false });
      assert.ok(listed.mentions.length > 0);
      assert.equal(listed.mentionCount, listed.mentions.length);
      assert.deepEqual(counted, { ...listed, mentions: [] });
    }
  });

  it('streams: mentions are there before the last passage is read', async () => {
    const uri = 'file:///stream.md';
    await client.open(uri, longDocument(25));
    const { mentions } = await extractByCommand(client, { uri, types: ['person', 'city'] });
    const early = client
      .heard<EntitiesSummary>('universalNer/entitiesChanged')
      .filter(({ uri: changed, progress, mentionCount }) => changed === uri && progress && mentionCount > 0)
      .find(({ progress }) => progress && progress.passagesDone < progress.passagesTotal);
    assert.ok(early && early.mentionCount < mentions.length);
  });

  it('can be cancelled, keeps what it found, and goes on from there', async () => {
    const uri = 'file:///cancel.md';
    await client.open(uri, longDocument(40));
    const cancellation = new CancellationTokenSource();
    const since = client.received.length;
    const answer = extractByCommand(client, { uri, types: ['person'] }, cancellation.token);
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ uri: changed, mentionCount }) => changed === uri && mentionCount > 0,
      since,
    );
    cancellation.cancel();
    await assert.rejects(answer, hasCode(LSPErrorCodes.RequestCancelled));
    const kept = await entitiesOf(client, uri);
    assert.ok(kept.mentionCount > 0);
    assert.equal(kept.progress, undefined);
    assert.equal(kept.error, undefined);
    const { mentions } = await extractByCommand(client, { uri, types: ['person'] });
    assert.ok(mentions.length > kept.mentionCount);
    const ids = new Set(mentions.map(({ id }) => id));
    assert.ok(kept.upserted.every(({ id }) => ids.has(id)));
  });

  it('can be stopped by a request', async () => {
    const uri = 'file:///stop.md';
    await client.open(uri, longDocument(41));
    const answer = client.connection.sendRequest(extract, { uri, types: ['machine'] });
    const rejected = assert.rejects(answer, hasCode(LSPErrorCodes.ServerCancelled));
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ uri: changed, progress }) => changed === uri && progress !== undefined,
    );
    await client.connection.sendRequest(stop, { uri });
    await rejected;
  });

  it('makes way for a newer extraction of the document', async () => {
    const uri = 'file:///newer.md';
    await client.open(uri, longDocument(15));
    const older = assert.rejects(
      extractByCommand(client, { uri, types: ['scientist'] }),
      hasCode(LSPErrorCodes.ServerCancelled),
    );
    const { mentions } = await extractByCommand(client, { uri, types: ['person'] });
    await older;
    assert.deepEqual([...new Set(mentions.map(({ type }) => type))], ['person']);
  });

  it('reports progress to the token of the client', async () => {
    const uri = 'file:///progress.md';
    await client.open(uri, longDocument(10));
    await client.connection.sendRequest('workspace/executeCommand', {
      command: commands.extract,
      arguments: [{ uri, types: ['town'] }],
      workDoneToken: 'mine',
    });
    const values = client
      .heard<Progress>('$/progress')
      .filter(({ token }) => token === 'mine')
      .map(({ value }) => value);
    assert.equal(values[0]?.kind, 'begin');
    assert.equal(values.at(-1)?.kind, 'end');
    const reports = values.filter(({ kind }) => kind === 'report');
    assert.ok(reports.length > 0);
    assert.ok(reports.every(({ message = '' }) => /^passages: \d+ of \d+, mentions: \d+$/.test(message)));
  });

  it('begins progress of its own otherwise, by which the user can cancel', async () => {
    const uri = 'file:///own-progress.md';
    await client.open(uri, longDocument(42));
    const since = client.received.length;
    const answer = extractByCommand(client, { uri, types: ['inventor'] });
    const rejected = assert.rejects(answer, hasCode(LSPErrorCodes.RequestCancelled));
    const created = await client.hears<{ token: string }>(
      'window/workDoneProgress/create',
      () => true,
      since,
    );
    const { value } = await client.hears<Progress>('$/progress', ({ token }) => token === created.token);
    assert.equal((value as WorkDoneProgressBegin).cancellable, true);
    await client.connection.sendNotification(WorkDoneProgressCancelNotification.type, created);
    await rejected;
    await client.hears<Progress>(
      '$/progress',
      ({ token, value: { kind } }) => token === created.token && kind === 'end',
    );
  });

  it('asks the types of the settings when none are named', async () => {
    const uri = 'file:///types.md';
    await client.open(uri, letter);
    await assert.rejects(extractByCommand(client, { uri }), hasCode(LSPErrorCodes.RequestFailed));
    await client.configure({ minScore: 0, types: { person: {} } });
    const { mentions } = await extractByCommand(client, { uri });
    await client.configure({ minScore: 0 });
    assert.deepEqual([...new Set(mentions.map(({ type }) => type))], ['person']);
  });

  it('refuses a document over the size limit, in one sentence with a remedy', async () => {
    const uri = 'file:///large.md';
    await client.open(uri, letter);
    await client.configure({ maxDocumentSize: 100 });
    await assert.rejects(extractByCommand(client, { uri, types: ['person'] }), (error) => {
      assert.ok(hasCode(LSPErrorCodes.RequestFailed)(error));
      assert.match((error as Error).message, /the limit is 100\. .*universalNer\.maxDocumentSize/);
      assert.equal((error as ResponseError<UserError>).data?.setting, 'maxDocumentSize');
      return true;
    });
    await client.configure({ minScore: 0 });
  });

  it('names what is wrong with a request', async () => {
    const invalid = hasCode(ErrorCodes.InvalidParams);
    await assert.rejects(extractByCommand(client, { uri: 'file:///nowhere.md', types: ['a'] }), invalid);
    await assert.rejects(extractByCommand(client, { uri: 'file:///letter.md', types: [] }), invalid);
    await assert.rejects(extractByCommand(client, { uri: 'file:///letter.md', types: [' '] }), invalid);
    await assert.rejects(
      client.connection.sendRequest('workspace/executeCommand', { command: 'universalNer.unknown' }),
      invalid,
    );
    await assert.rejects(
      client.connection.sendRequest('workspace/executeCommand', { command: commands.extract }),
      invalid,
    );
  });
});
