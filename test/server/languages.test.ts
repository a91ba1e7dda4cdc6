import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  CodeActionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver-protocol';
import type { CodeAction, DocumentSymbol, MarkupContent } from 'vscode-languageserver-protocol';
import { languageVariable } from '../../server/src/model/local/messages.ts';
import type { FailedMessage } from '../../server/src/model/local/messages.ts';
import { discoverTypes, extract, formats } from '../../server/src/protocol.ts';
import type { UserError } from '../../server/src/protocol.ts';
import { ChatServer, json } from '../chatServer.ts';
import { modelPath } from './engines.ts';
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

/** What a server tells in Korean when it is to propose types with this model. */
async function whyNotDiscovered(discoveryModel: string): Promise<UserError> {
  const client = await LspClient.start({ settings: { discoveryModel }, locale: 'ko' });
  try {
    await client.open(uri, text);
    const failure = await client.connection
      .sendRequest(discoverTypes, { uri })
      .catch((error: unknown) => error);
    assert.ok(failure instanceof ResponseError && failure.code === LSPErrorCodes.RequestFailed);
    return failure.data as UserError;
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

  it('is that of the client also in what a server says that proposes types', async () => {
    const server = await ChatServer.start((_, response) =>
      json(response, { error: { message: 'Bad key.' } }, 401),
    );
    try {
      assert.deepEqual(await whyNotDiscovered(server.address), {
        message: `${server.host} 서버가 API 키를 요구합니다 ("Bad key").`,
        remedy: '서버의 API 키를 설정하세요. 터미널에서는 변수 UNIVERSAL_NER_API_KEY에 적습니다.',
        needsApiKey: true,
      });
      server.answer = (_, response) => json(response, { object: 'list' });
      assert.deepEqual(await whyNotDiscovered(server.address), {
        message: `${server.host} 서버가 다른 종류의 JSON으로 답했습니다.`,
        remedy: 'universalNer.discoveryModel을 OpenAI 호환 서버의 기본 주소로 설정하세요.',
        setting: 'discoveryModel',
      });
    } finally {
      await server.stop();
    }
    assert.deepEqual(await whyNotDiscovered('https://example.org/v1'), {
      message: '문서의 구절을 example.org(으)로 보내야 하는데 아직 동의를 받지 않았습니다.',
      remedy: '"Universal NER: 개체 유형 찾아보기..."를 다시 실행하고 구절 보내기를 고르세요.',
    });
  });

  it('is that of the client also in what the process of an instruct model says', async () => {
    const setting = 'discoveryModel';
    const remedy = 'universalNer.discoveryModel을(를) 인스트럭트 모델의 GGUF 파일로 설정하세요.';
    assert.deepEqual(await whyNotDiscovered('/nowhere.gguf'), {
      message: '모델 파일 /nowhere.gguf이(가) 없습니다.',
      remedy,
      setting,
    });
    const { message, ...rest } = await whyNotDiscovered(modelPath);
    assert.match(message, /^모델 .+은\(는\) 대화할 수 없습니다\. 파일에 채팅 템플릿이 없습니다\.$/);
    assert.deepEqual(rest, { remedy, setting });
  });

  for (const [name, message] of [
    ['modelProcess', /^모델 프로세스에서 오류가 났습니다: TypeError/],
    ['chatProcess', /^유형을 제안하는 모델의 프로세스에서 오류가 났습니다: TypeError/],
  ] as const) {
    it(`is that of the parent when ${name} fails in a way that nobody foresaw`, async () => {
      const path = fileURLToPath(new URL(`../../dist/${name}.mjs`, import.meta.url));
      const child = fork(path, [], { env: { ...process.env, [languageVariable]: 'ko' } });
      const ended = once(child, 'exit');
      const told = once(child, 'message');
      // No order that a parent gives.
      child.send(null as unknown as object);
      const [failed] = (await told) as [FailedMessage];
      assert.match(failed.error, message);
      assert.match(failed.remedy, /자세한 내용은 로그에 있습니다\.$/);
      await ended;
    });
  }

  it('is that of the client also in the list of formats', async () => {
    const listed = async (locale?: string) => {
      const client = await LspClient.start(locale === undefined ? {} : { locale });
      try {
        return await client.connection.sendRequest(formats);
      } finally {
        await client.stop();
      }
    };
    const [korean, english] = [await listed('ko'), await listed()];
    assert.deepEqual(
      korean.map(({ id, extension }) => [id, extension]),
      english.map(({ id, extension }) => [id, extension]),
    );
    assert.equal(korean.find(({ id }) => id === 'html')?.label, '웹 페이지');
    assert.equal(english.find(({ id }) => id === 'html')?.label, 'Web Page');
    for (const { description } of korean) assert.match(description, /[가-힣]/u);
    for (const { description } of english) assert.match(description, /^For /);
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
