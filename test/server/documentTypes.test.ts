import assert from 'node:assert/strict';
import { PublishDiagnosticsNotification } from 'vscode-languageserver-protocol';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import {
  documentTypeSet,
  documentTypes,
  extract,
  frontMatterChange,
  typeSets,
} from '../../server/src/protocol.ts';
import type { DocumentTypesInfo, EntitiesSummary, UserError } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { asked, entitiesOf } from './requests.ts';
import { assertExact, found } from './texts.ts';

const text = 'Ada Lovelace wrote to Charles Babbage from London in 1843 about case C-12.\n';
const matter = (...lines: readonly string[]): string => ['---', ...lines, '---', '', text].join('\n');

const settings = {
  minScore: 0,
  types: { writer: { aliases: ['person'], color: 'entity4' }, year: { severity: 'error' } },
  typeSets: {
    Numbers: { year: { askBy: 'nothing', patterns: ['\\b1\\d{3}\\b'], color: 'entity9' } },
    NEWS: { headline: {} },
    Years: { year: { askBy: 'nothing', patterns: ['in 1\\d{3}'], color: 'entity5' } },
  },
};

describe('the types of a document through a language client', function () {
  this.timeout(240_000);
  let client: LspClient;
  let documents = 0;
  const open = async (content: string): Promise<string> => {
    const uri = `file:///types-${String(++documents)}.md`;
    await client.open(uri, content);
    return uri;
  };
  const typesOf = (uri: string): Promise<DocumentTypesInfo> =>
    client.connection.sendRequest(documentTypes, { uri });
  const extracted = async (uri: string): Promise<string[]> =>
    found((await client.connection.sendRequest(extract, { uri })).mentions);
  /** Waits until the document shows this. */
  const shows = async (uri: string, holds: (mentions: readonly string[]) => boolean): Promise<void> => {
    for (let from = 0; ; from = client.received.length) {
      if (holds(found((await entitiesOf(client, uri)).upserted))) return;
      await client.hears<EntitiesSummary>(
        'universalNer/entitiesChanged',
        (summary) => summary.uri === uri,
        from,
      );
    }
  };
  const diagnosed = (uri: string, code: string, since = 0): Promise<PublishDiagnosticsParams> =>
    client.hears<PublishDiagnosticsParams>(
      PublishDiagnosticsNotification.method,
      (params) => params.uri === uri && params.diagnostics.some((each) => each.code === code),
      since,
    );

  before(async () => {
    client = await LspClient.start({ settings, initializationOptions: { client: 'vscode' } });
  });
  after(() => client.stop());

  it('are those that its front matter names, found as it says', async () => {
    const source = matter(
      'universalNer.types:',
      '  writer:',
      '  case: { patterns: ["C-\\\\d+"], askBy: nothing }',
    );
    const uri = await open(source);
    const info = await typesOf(uri);
    assert.equal(info.from, 'document');
    assert.deepEqual(info.types, [
      { name: 'writer', hasRules: false, color: 'entity4' },
      { name: 'case', askBy: 'nothing', hasRules: true },
    ]);
    const { mentions } = await client.connection.sendRequest(extract, { uri });
    assertExact(source, mentions);
    assert.ok(found(mentions).includes('case: C-12'));
    assert.ok(found(mentions).includes('writer: Ada Lovelace'), 'the aliases of the settings count too');
    const { types, colors } = await entitiesOf(client, uri);
    assert.deepEqual([types, colors], [['writer', 'case'], { writer: 'entity4' }]);
  });

  it('follow the front matter where the document is live', async () => {
    const uri = await open(
      matter('universalNer:', '  types:', '    case: { terms: [C-12], askBy: nothing }'),
    );
    assert.deepEqual(await extracted(uri), ['case: C-12']);
    const line = { line: 3, character: 4 };
    await client.edit(uri, 'writer: { color: entity7 }\n    ', { start: line, end: line });
    await shows(
      uri,
      (mentions) => mentions.includes('writer: Ada Lovelace') && mentions.includes('case: C-12'),
    );
    assert.deepEqual((await entitiesOf(client, uri)).colors, { writer: 'entity7' });
    const terms = { start: { line: 4, character: 20 }, end: { line: 4, character: 24 } };
    await client.edit(uri, 'about', terms);
    await shows(uri, (mentions) => mentions.includes('case: about') && !mentions.includes('case: C-12'));
    await client.edit(uri, '', { start: { line: 4, character: 0 }, end: { line: 5, character: 0 } });
    await shows(
      uri,
      (mentions) => mentions.length > 0 && mentions.every((each) => each.startsWith('writer')),
    );
  });

  it('are defined anew in the front matter that names them, by an edit that the client makes', async () => {
    const source = matter('universalNer.types: [writer, town]');
    const uri = await open(source);
    const change = { definition: 'who wrote', color: 'entity2' };
    const edit = await client.connection.sendRequest(frontMatterChange, { uri, type: 'writer', change });
    assert.ok(edit);
    assert.deepEqual([edit.version, edit.fields], [1, ['definition']]);
    await client.edit(uri, source.slice(0, edit.start) + edit.text + source.slice(edit.end));
    const { types, from } = await typesOf(uri);
    assert.equal(from, 'document');
    assert.deepEqual(types[0], {
      name: 'writer',
      hasRules: false,
      definition: 'who wrote',
      color: 'entity4',
    });
    assert.equal(types[1]?.name, 'town');
    const ask = (type: string, more: Record<string, unknown>): Promise<unknown> =>
      client.connection.sendRequest(frontMatterChange, { uri, type, change: more });
    assert.equal(await ask('year', { definition: 'a year' }), null);
    await assert.rejects(ask('writer', { definition: 5 }), (error: { data?: UserError }) => {
      assert.match(error.data?.remedy ?? '', /"writer"/);
      return true;
    });
    const plain = 'file:///plain.txt';
    await client.open(plain, source, 'plaintext');
    assert.equal(
      await client.connection.sendRequest(frontMatterChange, { uri: plain, type: 'writer', change }),
      null,
    );
  });

  it('are those of the set in use: of the front matter, chosen for the document, of the settings', async () => {
    const plain = await open(text);
    assert.deepEqual(await typesOf(plain), {
      types: [
        { name: 'writer', hasRules: false, color: 'entity4' },
        { name: 'year', askBy: 'nothing', hasRules: true },
      ],
      from: 'settings',
    });
    await client.connection.sendNotification(documentTypeSet, { uri: plain, typeSet: 'numbers' });
    const { types, ...chosen } = await typesOf(plain);
    assert.deepEqual(chosen, { from: 'typeSet', typeSet: 'Numbers', typeSetFrom: 'choice' });
    assert.deepEqual(types, [{ name: 'year', askBy: 'nothing', hasRules: true, color: 'entity9' }]);
    assert.deepEqual(await extracted(plain), ['year: 1843']);
    const { diagnostics } = await diagnosed(plain, 'year');
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      [1],
      'the severity of the settings',
    );
    const own = await open(matter('universalNer.typeSet: News'));
    const named = await typesOf(own);
    assert.deepEqual(
      [named.typeSet, named.typeSetFrom, named.types[0]?.name],
      ['NEWS', 'frontMatter', 'headline'],
    );
    await client.connection.sendNotification(documentTypeSet, { uri: plain, typeSet: null });
    assert.equal((await typesOf(plain)).from, 'settings');
    await client.configure({ ...settings, typeSet: 'legal' });
    const configured = await typesOf(plain);
    assert.deepEqual([configured.typeSet, configured.typeSetFrom], ['legal', 'settings']);
    await client.configure(settings);
  });

  it('have patterns and colours that follow when another set is chosen, without a question', async () => {
    const uri = await open(text);
    const { mentions } = await client.connection.sendRequest(extract, { uri, types: ['year'] });
    assert.deepEqual(found(mentions), ['year: 1843'], 'found as the first own set says that has it');
    const since = client.received.length;
    await client.connection.sendNotification(documentTypeSet, { uri, typeSet: 'Years' });
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (summary) => summary.uri === uri && summary.colors?.['year'] === 'entity5',
      since,
    );
    await shows(uri, (shown) => shown.includes('year: in 1843'));
    assert.equal(asked(client, since), 0);
  });

  it('are asked in the place of those asked last when a person has switched to another set since', async () => {
    const uri = await open(text);
    const askedAgain = async (): Promise<readonly string[]> => {
      await client.connection.sendRequest(extract, { uri });
      return (await entitiesOf(client, uri)).types;
    };
    const choose = (typeSet: string | null): Promise<void> =>
      client.connection.sendNotification(documentTypeSet, { uri, typeSet });
    await client.connection.sendRequest(extract, { uri, types: ['case'] });
    assert.equal((await typesOf(uri)).isSwitched, undefined);
    await choose('Numbers');
    assert.equal((await typesOf(uri)).isSwitched, true);
    assert.deepEqual(await askedAgain(), ['year']);
    assert.equal((await typesOf(uri)).isSwitched, undefined);
    await client.connection.sendRequest(extract, { uri, types: ['case'] });
    assert.deepEqual(await askedAgain(), ['case'], 'the set is the same as then');
    await choose(null);
    assert.deepEqual(await askedAgain(), ['case'], 'no other set is in use');
  });

  it('are told of at their place where they are wrong, and the rest goes on', async () => {
    const uri = await open(
      matter(
        'universalNer:',
        '  typeSet: nowhere',
        '  types:',
        '    year: { askBy: nothing, minScore: 5, patterns: ["1843"] }',
      ),
    );
    assert.deepEqual(await extracted(uri), ['year: 1843']);
    const { diagnostics } = await diagnosed(uri, 'front-matter');
    const wrong = diagnostics.filter(({ code }) => code === 'front-matter');
    assert.deepEqual(
      wrong.map(({ range, source, severity }) => [range.start, source, severity]),
      [
        [{ line: 4, character: 38 }, 'Universal NER', 2],
        [{ line: 2, character: 11 }, 'Universal NER', 2],
      ],
    );
    const since = client.received.length;
    await client.edit(uri, '[', { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } });
    await client.edit(uri, '', { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } });
    await client.edit(uri, '[', { start: { line: 3, character: 8 }, end: { line: 3, character: 8 } });
    await client.hears<PublishDiagnosticsParams>(
      PublishDiagnosticsNotification.method,
      (params) =>
        params.uri === uri && params.diagnostics.some(({ message }) => String(message).includes('no YAML')),
      since,
    );
    assert.equal((await typesOf(uri)).from, 'document', 'what it said before counts meanwhile');
  });

  it('are offered in sets, the own ones first', async () => {
    const sets = await client.connection.sendRequest(typeSets, {});
    assert.deepEqual(
      sets.slice(0, 4).map(({ id, origin }) => [id, origin]),
      [
        ['Numbers', 'own'],
        ['NEWS', 'own'],
        ['Years', 'own'],
        ['general', 'built-in'],
      ],
    );
    assert.ok(!sets.some(({ id }) => id === 'news'), 'an own set takes its place');
    assert.deepEqual(sets[0]?.types, [{ name: 'year', askBy: 'nothing', hasRules: true, color: 'entity9' }]);
  });

  it('are asked anew in another annotation style, and not again in one that was asked', async () => {
    const uri = await open(text);
    await client.connection.sendRequest(extract, { uri, types: ['town'] });
    const askedIn = async (annotationStyle: string | null): Promise<boolean> => {
      await client.configure({ ...settings, annotationStyle });
      const since = client.received.length;
      await client.connection.sendRequest(extract, { uri, types: ['town'] });
      return asked(client, since) > 0;
    };
    assert.equal(await askedIn('CoNLL 2003'), true);
    assert.equal(await askedIn(null), false);
    assert.equal(await askedIn('CoNLL 2003'), false);
  });

  it('name sets that are there, else a person hears of it once', async () => {
    await client.configure({ ...settings, typeSet: 'nowhere' });
    const uri = await open(text);
    await extracted(uri);
    const { message } = await client.hears<UserError>('universalNer/userMessage', (told) =>
      told.message.includes('nowhere'),
    );
    assert.equal(message, 'There is no type set "nowhere".');
  });
});
