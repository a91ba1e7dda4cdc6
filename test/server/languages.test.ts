import assert from 'node:assert/strict';
import {
  CodeActionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver-protocol';
import type { CodeAction, DocumentSymbol, MarkupContent } from 'vscode-languageserver-protocol';
import { extract } from '../../server/src/protocol.ts';
import type { UserError } from '../../server/src/protocol.ts';
import { LspClient } from './lspClient.ts';

const uri = 'file:///a.md';
const text = 'In 1843 Ada wrote; in 1843 Charles answered.\n';
const settings = { minScore: 0, types: { year: { askBy: 'nothing', patterns: ['1\\d{3}'] } }, typo: 1 };

/** All that a server says of a document to a client of this language. */
async function saidIn(locale: string | undefined) {
  const client = await LspClient.start({ settings, ...(locale !== undefined && { locale }) });
  try {
    await client.open(uri, text);
    await client.connection.sendRequest(extract, { uri, types: ['year'] });
    const textDocument = { uri };
    const position = { line: 0, character: 4 };
    const range = { start: position, end: position };
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range,
      context: { diagnostics: [] },
    })) as CodeAction[];
    const [symbol] = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as DocumentSymbol[];
    const { message: warning } = await client.hears<{ message: string }>(
      'window/showMessage',
      ({ message }) => message.includes('universalNer.typo'),
    );
    await client.configure({ ...settings, maxDocumentSize: 3 });
    const failure = await client.connection.sendRequest(extract, { uri }).catch((error: unknown) => error);
    assert.ok(failure instanceof ResponseError && failure.code === LSPErrorCodes.RequestFailed);
    return {
      hover: (hover?.contents as MarkupContent).value,
      actions: actions.map(({ title }) => title),
      symbol: symbol?.detail,
      warning,
      failure: failure.data as UserError,
    };
  } finally {
    await client.stop();
  }
}

describe("the server's language", function () {
  this.timeout(60_000);

  for (const locale of ['ko', 'ko-KR']) {
    it(`is that of the client, where it knows it: ${locale}`, async () => {
      const { hover, actions, symbol, warning, failure } = await saidIn(locale);
      assert.equal(hover, '**year** · 유형의 패턴으로 찾음 · 이 문서에 “1843” 언급 2개');
      assert.deepEqual(actions, ['“1843”의 이 언급 숨기기(year)', '이 문서의 모든 “1843” 숨기기(year)']);
      assert.equal(symbol, '언급 2개');
      assert.equal(warning, '설정 universalNer.typo: Universal NER의 설정이 아닙니다. 이 값은 무시합니다.');
      assert.deepEqual(failure, {
        message: `문서의 길이가 ${String(text.length)}자입니다. 한도는 3자입니다.`,
        remedy: '문서를 나누거나 universalNer.maxDocumentSize를 늘리세요.',
        setting: 'maxDocumentSize',
      });
    });
  }

  it('is that of the client also in what the process of the model says', async () => {
    const client = await LspClient.start({ settings: { model: '/nowhere.gguf' }, locale: 'ko' });
    try {
      await client.open(uri, text);
      await assert.rejects(client.connection.sendRequest(extract, { uri, types: ['person'] }), (error) => {
        assert.ok(error instanceof ResponseError);
        assert.deepEqual(error.data as UserError, {
          message: '모델 파일 /nowhere.gguf이(가) 없습니다.',
          remedy: 'universalNer.model을 GGUF 파일이나 "embedded"로 설정하세요.',
          setting: 'model',
        });
        return true;
      });
    } finally {
      await client.stop();
    }
  });

  for (const locale of [undefined, 'xx', '../bundle.l10n.ko']) {
    it(`is English else: ${String(locale)}`, async () => {
      const { hover, actions, symbol, failure } = await saidIn(locale);
      assert.equal(
        hover,
        '**year** · found by a pattern of the type · 2 mentions of “1843” in this document',
      );
      assert.match(actions[0] ?? '', /^Dismiss this mention of “1843” \(year\)$/);
      assert.equal(symbol, '2 mentions');
      assert.equal(failure.remedy, 'Split the document, or raise universalNer.maxDocumentSize.');
    });
  }
});
