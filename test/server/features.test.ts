import assert from 'node:assert/strict';
import {
  CodeActionRequest,
  DiagnosticSeverity,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  HoverRequest,
  ReferencesRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol';
import type {
  CodeAction,
  Diagnostic,
  DocumentSymbol,
  PublishDiagnosticsParams,
  Range,
  SemanticTokens,
  SemanticTokensDelta,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { calibrate } from '../../server/src/model/calibration.ts';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import {
  exportAnnotations,
  entitiesChanged,
  formats,
  modelDetails,
  normaliseText,
  scoreText,
  slotsOf,
} from '../../server/src/protocol.ts';
import type { DismissParams, EntitiesSummary, WireMention } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';
import { entitiesOf, extractByCommand } from './requests.ts';
import { letter, longDocument } from './texts.ts';

const types = ['person', 'city'];

/** Rewrites LSP's relative tokens as `[offset, length, token type]`. */
function places(document: TextDocument, data: readonly number[]): number[][] {
  const found: number[][] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    found.push([document.offsetAt({ line, character }), length, type]);
  }
  return found;
}

describe('language features', function () {
  this.timeout(240_000);
  const uri = 'file:///features.md';
  const textDocument = { uri };
  const document = TextDocument.create(uri, 'markdown', 1, letter);
  let client: LspClient;
  let mentions: readonly WireMention[];
  let ada: WireMention;

  before(async () => {
    client = await LspClient.start({ settings: { minScore: 0 } });
    await client.open(uri, letter);
    ({ mentions } = await extractByCommand(client, { uri, types }));
    const found = mentions.find(({ text, type }) => text === 'Ada Lovelace' && type === 'person');
    assert.ok(found);
    ada = found;
  });
  after(() => client.stop());

  const rangeOf = ({ start, end }: WireMention): Range => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  const sameEntity = ({ type, text }: WireMention): WireMention[] =>
    mentions.filter((each) => each.type === type && normaliseText(each.text) === normaliseText(text));

  const times = (count: number): string => (count === 1 ? '1 mention' : `${String(count)} mentions`);

  it('marks every mention with the token of its type', async () => {
    const answer = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    const slotOf = slotsOf(types);
    const expected = mentions.map(({ start, end, type }) => [start, end - start, slotOf(type) - 1]);
    assert.deepEqual(places(document, answer?.data ?? []), expected);
    const legend = client.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes;
    assert.equal(legend?.[slotOf('person') - 1], `entity${String(slotOf('person'))}`);
  });

  it('gives the tokens of a range', async () => {
    const answer = await client.connection.sendRequest(SemanticTokensRangeRequest.type, {
      textDocument,
      range: rangeOf(ada),
    });
    assert.deepEqual(
      places(document, answer?.data ?? []).map(([start]) => start),
      [ada.start],
    );
  });

  it('says type, score, what that is worth and number of mentions in a hover', async () => {
    const worth = Math.round(100 * calibrate(embeddedModel.calibration, ada.score));
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: document.positionAt(ada.start + 1),
    });
    assert.deepEqual(hover, {
      contents: {
        kind: 'markdown',
        value: [
          `**person** · score ${scoreText(ada.score)} · ${times(sameEntity(ada).length)} of “Ada Lovelace” in this document`,
          `Of 100 mentions with a score of ${scoreText(ada.score)}, about ${String(worth)} were right in fields that the model had not seen.`,
        ].join('\n\n'),
      },
      range: rangeOf(ada),
    });
    const nowhere = await client.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 0, character: 0 },
    });
    assert.equal(nowhere, null);
  });

  it('groups the outline by type and entity, each at its first mention', async () => {
    const symbols = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as DocumentSymbol[];
    const present = types.filter((type) => mentions.some((mention) => mention.type === type));
    assert.deepEqual(
      symbols.map(({ name }) => name),
      present,
    );
    for (const { name, detail, range, children } of symbols) {
      const own = mentions.filter(({ type }) => type === name);
      const firsts = own.filter((mention) => sameEntity(mention)[0]?.id === mention.id);
      assert.deepEqual(
        children?.map((child) => [child.name, child.detail, child.range, child.selectionRange]),
        firsts.map((mention) => {
          const at = rangeOf(mention);
          return [mention.text, times(sameEntity(mention).length), at, at];
        }),
      );
      assert.equal(detail, times(own.length));
      assert.deepEqual(range, children?.[0]?.range);
    }
  });

  it('refers to and highlights all mentions of the entity', async () => {
    const at = { textDocument, position: document.positionAt(ada.end) };
    const expected = sameEntity(ada).map(rangeOf);
    const references = await client.connection.sendRequest(ReferencesRequest.type, {
      ...at,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      references,
      expected.map((range) => ({ uri, range })),
    );
    const highlights = await client.connection.sendRequest(DocumentHighlightRequest.type, at);
    assert.deepEqual(
      highlights?.map(({ range }) => range),
      expected,
    );
  });

  it('diagnoses every mention and offers to dismiss it', async () => {
    const { diagnostics } = await client.hears<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      (published) => published.uri === uri && published.diagnostics.length === mentions.length,
    );
    const own = diagnostics.filter(({ data }) => (data as { id: number }).id === ada.id);
    assert.deepEqual(own, [
      {
        range: rangeOf(ada),
        severity: DiagnosticSeverity.Hint,
        source: 'Universal NER',
        code: 'person',
        message: 'person: Ada Lovelace',
        data: { id: ada.id, type: 'person', text: 'Ada Lovelace' },
      } satisfies Diagnostic,
    ]);
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: rangeOf(ada),
      context: { diagnostics: own },
    })) as CodeAction[];
    const scopes: DismissParams['scope'][] = ['mention', 'text'];
    assert.deepEqual(
      actions
        .filter((action) => action.diagnostics)
        .map(({ command, kind }) => [kind, command?.command, command?.arguments]),
      scopes.map((scope) => ['quickfix', 'universalNer.dismiss', [{ uri, id: ada.id, scope }]]),
    );
    assert.deepEqual(
      actions.slice(0, 2).map(({ title }) => title),
      [
        'Dismiss this mention of “Ada Lovelace” (person)',
        'Dismiss every “Ada Lovelace” (person) in this document',
      ],
    );
    const refactorings = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: rangeOf(ada),
      context: { diagnostics: [], only: ['refactor'] },
    });
    assert.deepEqual(refactorings, []);
  });

  it('exports in every format, and names the formats that there are', async () => {
    const known = await client.connection.sendRequest(formats);
    assert.ok(known.length >= 6);
    for (const { id, extension, description } of known) {
      const { files } = await client.connection.sendRequest(exportAnnotations, { uri, format: id });
      assert.equal(files[0]?.extension, extension);
      assert.ok(
        files.some(({ content }) => content.includes('Lovelace')),
        id,
      );
      assert.match(description, /\.$/);
    }
    const { files } = await client.connection.sendRequest(exportAnnotations, { uri, format: 'jsonl' });
    const lines = files[0]?.content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as WireMention);
    assert.deepEqual(
      lines?.map(({ type, text, start, end }) => ({ type, text, start, end })),
      mentions.map(({ type, text, start, end }) => ({ type, text, start, end })),
    );
    await assert.rejects(
      client.connection.sendRequest(exportAnnotations, { uri, format: 'docx' }),
      /There is no format "docx"; there are: .*jsonl/,
    );
  });

  it('describes the model', async () => {
    const details = await client.connection.sendRequest(modelDetails);
    assert.match(details.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.ok(details.maxPassageTokens > 0 && details.maxPassageTokens < details.contextTokens);
    assert.deepEqual(details.languages, ['en']);
  });

  it('tells tokens as a delta that leads to the whole', async () => {
    const edited = 'file:///delta.md';
    const id = { textDocument: { uri: edited } };
    await client.open(edited, longDocument(6));
    await extractByCommand(client, { uri: edited, types: ['person'] });
    const whole = await client.connection.sendRequest(SemanticTokensRequest.type, id);
    assert.ok(whole?.resultId);
    await extractByCommand(client, { uri: edited, types });
    await client.edit(edited, 'New.\n\n', {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    const delta = (await client.connection.sendRequest(SemanticTokensDeltaRequest.type, {
      ...id,
      previousResultId: whole.resultId,
    })) as SemanticTokensDelta;
    const data = [...whole.data];
    for (const { start, deleteCount, data: inserted } of delta.edits) {
      data.splice(start, deleteCount, ...(inserted ?? []));
    }
    const now = await client.connection.sendRequest(SemanticTokensRequest.type, id);
    assert.deepEqual(data, now?.data);
    assert.ok(data.length > 0);
    const unknown = (await client.connection.sendRequest(SemanticTokensDeltaRequest.type, {
      ...id,
      previousResultId: 'unknown',
    })) as SemanticTokens;
    assert.deepEqual(unknown.data, now?.data);
  });

  it('caps diagnostics, the highest severity first, and counts the rest', async () => {
    const crowded = 'file:///crowded.md';
    const paragraph = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
    await client.configure({ minScore: 0, types: { city: { severity: 'warning' } } });
    await client.open(crowded, Array<string>(700).fill(paragraph).join('\n\n'));
    const { mentions: all, notes } = await extractByCommand(client, { uri: crowded, types });
    assert.ok(all.length > 900);
    const undiagnosed = all.length - 900;
    const cities = all.filter(({ type }) => type === 'city').length;
    const { diagnostics } = await client.hears<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      (published) =>
        published.uri === crowded &&
        published.diagnostics.length === 900 &&
        published.diagnostics.filter(({ code }) => code === 'city').length === Math.min(cities, 900),
    );
    assert.ok(notes.undiagnosed <= undiagnosed);
    assert.deepEqual(
      [...new Set(diagnostics.map(({ severity }) => severity))],
      [DiagnosticSeverity.Warning, DiagnosticSeverity.Hint].slice(0, cities < 900 ? 2 : 1),
    );
    await client.hears<EntitiesSummary>(
      entitiesChanged.method,
      (summary) => summary.uri === crowded && summary.notes.undiagnosed === undiagnosed,
    );
    assert.equal((await entitiesOf(client, crowded)).notes.undiagnosed, undiagnosed);
    await client.configure({ minScore: 0 });
  });

  it('obeys the settings that turn features off', async () => {
    await client.configure({ minScore: 0, outline: { enabled: false }, diagnostics: { severity: 'off' } });
    await client.hears<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      (published) => published.uri === uri && published.diagnostics.length === 0,
    );
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    assert.deepEqual(symbols, []);
    await client.configure({ minScore: 0 });
  });
});
