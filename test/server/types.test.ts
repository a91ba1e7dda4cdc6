import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest } from 'vscode-languageserver-protocol';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { extract, labelNames, scoreFilter, typeSets } from '../../server/src/protocol.ts';
import type { EntitiesSummary, UserError } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { asked, entitiesOf } from './requests.ts';
import { assertExact, found, letter } from './texts.ts';

const types = {
  writer: {
    aliases: ['person'],
    definition: 'a human being who is named',
    askBy: 'both',
    terms: { file: 'writers.txt' },
  },
  town: { aliases: ['city'], patterns: ['\\bLond\\w+'] },
  year: { askBy: 'nothing', patterns: ['\\b1\\d{3}\\b'] },
};

describe("the user's types through a language client", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner types-'));
  const uri = pathToFileURL(join(folder, 'letter.md')).href;
  let client: LspClient;
  const shown = async (): Promise<string[]> => found((await entitiesOf(client, uri)).upserted);

  before(async () => {
    writeFileSync(join(folder, 'writers.txt'), '\ufeff# names\r\n\r\n  babbage \r\n');
    client = await LspClient.start({
      settings: { minScore: 0, types },
      initializationOptions: { client: 'vscode' },
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
    });
    await client.open(uri, letter);
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });

  it('are found by their wordings, patterns and terms together', async () => {
    const { mentions } = await client.connection.sendRequest(extract, {
      uri,
      types: ['writer', 'town', 'year'],
    });
    assertExact(letter, mentions);
    for (const one of ['writer: Ada Lovelace', 'town: London', 'year: 1843']) {
      assert.ok(found(mentions).includes(one), one);
    }
    const year = mentions.find(({ type }) => type === 'year');
    assert.equal(year?.foundBy, 'pattern');
    assert.equal(year.score, 1);
    assert.ok(
      mentions.filter(({ text, type }) => type === 'town' && text === 'London').every((town) => town.foundBy),
    );
    const babbage = mentions.filter(({ type, text }) => type === 'writer' && text.endsWith('Babbage'));
    assert.ok(babbage.length > 0);
  });

  it('say in the hover what found them', async () => {
    const line = letter.split('\n').findIndex((text) => text.includes('1843'));
    const character = letter.split('\n')[line]?.indexOf('1843') ?? 0;
    const at = { textDocument: { uri }, position: { line, character: character + 1 } };
    const hover = await client.connection.sendRequest(HoverRequest.type, at);
    assert.match((hover?.contents as MarkupContent).value, /year.*found by a pattern/);
  });

  it('follow other rules and another overlap policy without a question', async () => {
    const since = client.received.length;
    const writer = { ...types.writer, terms: ['Ada'] };
    await client.configure({
      minScore: 0,
      overlapPolicy: 'flat',
      types: { ...types, writer, year: { askBy: 'nothing', patterns: ['in 1\\d+'] } },
    });
    for (let from = since; !(await shown()).includes('year: in 1843'); from = client.received.length) {
      await client.hears('universalNer/entitiesChanged', undefined, from);
    }
    assert.ok(!(await shown()).includes('year: 1843'));
    assert.equal(asked(client, since), 0);
  });

  it('tell of files that can not be read, and go on without them', async () => {
    await client.configure({
      minScore: 0,
      types: { year: { patterns: ['1843'], askBy: 'nothing', terms: { file: '../x' } } },
    });
    const { mentions } = await client.connection.sendRequest(extract, { uri, types: ['year'] });
    assert.deepEqual(found(mentions), ['year: 1843']);
    await client.hears<UserError>('universalNer/userMessage', ({ message }) =>
      /"\.\.\/x" could not be read/.test(message),
    );
  });

  it('can be named like parts of every object, in the document and in a filter of scores', async () => {
    const named = 'file:///named.md';
    const front = ['__proto__: { definition: person, askBy: definition }', 'constructor: { terms: [Ada] }'];
    await client.open(
      named,
      ['---', 'universalNer.types:', ...front.map((line) => `  ${line}`), '---', '', letter].join('\n'),
    );
    const { mentions } = await client.connection.sendRequest(extract, { uri: named });
    assert.ok(found(mentions).includes('__proto__: Ada Lovelace'));
    assert.ok(found(mentions).includes('constructor: Ada'));
    const since = client.received.length;
    const byType = JSON.parse('{"__proto__":1}') as Record<string, number>;
    await client.connection.sendNotification(scoreFilter, { byType });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      ({ uri: about, notes }) => about === named && notes.belowMinScore > 0,
      since,
    );
    await client.connection.sendNotification(scoreFilter, {});
    await client.close(named);
  });

  it('are offered in sets', async () => {
    const sets = await client.connection.sendRequest(typeSets, {});
    assert.equal(sets.length, 10);
    const email = sets.flatMap((set) => set.types).find(({ name }) => name === 'email address');
    assert.equal(email?.hasRules, true);
  });

  it('can be named by labels, which a person sees and changes', async () => {
    await client.configure({ labels: { CHEM: 'chemical substance', LOC: 'place' } });
    const labels = await client.connection.sendRequest(labelNames, { uri });
    assert.deepEqual(labels.slice(0, 3), [
      { label: 'CHEM', words: ['chemical substance'], isOwn: true },
      { label: 'LOC', words: ['place'], isOwn: true },
      { label: 'PER', words: ['person'], isOwn: false },
    ]);
    assert.equal(labels.filter(({ label }) => label === 'LOC').length, 1);
    assert.deepEqual(labels.find(({ label }) => label === 'GPE')?.words.length, 3);
  });
});
