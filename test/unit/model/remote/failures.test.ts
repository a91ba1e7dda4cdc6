import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, it } from 'mocha';
import { readEndpoint } from '../../../../server/src/model/remote/endpoint.ts';
import { RemoteChatModel } from '../../../../server/src/model/remote/remoteChatModel.ts';
import { beginStream, breakOff, ChatServer, json, streamPart } from '../../../chatServer.ts';
import type { Answering } from '../../../chatServer.ts';
import { fails, ScriptedModels } from './scriptedModels.ts';

describe('what is said when a server gives no answer', () => {
  const models = new ScriptedModels();

  const said = (message: string, status: number, more = {}): Answering => {
    return (_, response) => json(response, { error: { message, ...more } }, status);
  };
  const refusals: readonly (readonly [
    what: string,
    Answering,
    message: RegExp,
    remedy: RegExp,
    asked?: number,
  ])[] = [
    [
      'no key',
      said('Key?', 401),
      /asks for an API key \("Key\?"\)/,
      /Set its API key.*UNIVERSAL_NER_API_KEY/,
    ],
    ['no right', said('', 403), /asks for an API key\.$/, /Set its API key/],
    [
      'an unknown model',
      said('The model `x` does not exist.', 404),
      /does not know the model scripted-instruct/,
      /discoveryModelName/,
    ],
    [
      'a wrong path',
      (_, response) => response.writeHead(404).end('<html>'),
      /has nothing at \/v1\/chat/,
      /address/,
    ],
    [
      "llama-server's full context",
      said('the request exceeds the available context size', 400, { type: 'exceed_context_size_error' }),
      /does not fit the context/,
      /2048 tokens/,
    ],
    [
      "vLLM's full context",
      said("This model's maximum context length is 512 tokens.", 400),
      /does not fit the context/,
      /2048 tokens/,
    ],
    ['a wrong question', said('no such role', 422), /status 422 \("no such role"\)/, /log/],
    [
      'an error as a string',
      (_, response) => json(response, { error: 'out of cheese' }, 400),
      /status 400 \("out of cheese"\)/,
      /log/,
    ],
    [
      'too many questions',
      said('slow down', 429),
      /takes no more questions for now \("slow down"\)/,
      /later/,
      5,
    ],
    ['an error of its own', said('bang', 500), /failed with status 500 \("bang"\)/, /log/, 5],
    [
      'a loading model',
      said('Loading model', 503),
      /failed with status 503 \("Loading model"\)/,
      /try again/,
      5,
    ],
    [
      'another address',
      (_, response) => response.writeHead(307, { location: 'https://elsewhere.example/v1' }).end(),
      /sends requests on to another address/,
      /address that answers/,
    ],
    [
      'a page',
      (_, response) => response.end('<html>Hello</html>'),
      /answered with no JSON/,
      /OpenAI-compatible/,
    ],
    [
      'nothing',
      (_, response) => response.end(),
      /answered with no JSON, but with nothing/,
      /OpenAI-compatible/,
    ],
    ['other JSON', (_, response) => json(response, [1]), /JSON of another kind/, /OpenAI-compatible/],
    ['no choice', (_, response) => json(response, { choices: [] }), /without a choice/, /OpenAI-compatible/],
    [
      'a stream of garbage',
      (_, response) => {
        beginStream(response);
        response.end('data: {"choices": [{"del\n\n');
      },
      /answered with no JSON/,
      /OpenAI-compatible/,
    ],
    [
      'a stream without a choice',
      (_, response) => {
        beginStream(response);
        response.end('data: [DONE]\n\n');
      },
      /without a choice/,
      /OpenAI-compatible/,
    ],
    [
      'an error in the stream',
      (_, response) => {
        beginStream(response);
        streamPart(response, '[("Ada", ');
        response.end('data: {"error": {"message": "CUDA out of memory", "code": 500}}\n\n');
      },
      /failed with status 500 \("CUDA out of memory"\)/,
      /log/,
      5,
    ],
    [
      'a line without end',
      (_, response) => endlessLine(response),
      /answered with no JSON/,
      /OpenAI-compatible/,
    ],
    [
      'an end in the middle',
      (_, response) => breakOff(response),
      /connection to .* broke off/,
      /Try again/,
      5,
    ],
  ];
  for (const [what, answer, message, remedy, asked = 1] of refusals) {
    it(`says what is wrong, and what to do, when the server answers with ${what}`, async () => {
      await fails(models.answering(answer), message, remedy);
      assert.equal(models.server.requests.length, asked);
    });
  }

  it('says that a key is refused, without the key', async () => {
    const model = models.answering(said('no', 401), { apiKey: 'secret' });
    await fails(model, /^(?!.*secret).*refuses the API key/, /^(?!.*secret)/);
  });

  it('says that a key is refused, without the key that the server quotes', async () => {
    for (const status of [401, 400, 500]) {
      const model = models.answering(said('Received API key = secret, which is unknown', status), {
        apiKey: 'secret',
      });
      await fails(model, /^(?!.*secret).*"Received API key = \.\.\., which is unknown"/, /^(?!.*secret)/);
    }
  });

  it('says what is wrong without a key that stands in the address, and that the server quotes', async () => {
    const endpoint = readEndpoint(`http://${models.server.host}?version=7&key=sesame%20seed`);
    const quoting: readonly (readonly [quote: string, told: RegExp])[] = [
      ['No /models?version=7&key=sesame%20seed here', /"No \/models\?\.\.\. here"/],
      ['Version 7 does not know "sesame seed"', /"Version 7 does not know "\.\.\.""/],
    ];
    for (const [quote, told] of quoting) {
      const model = models.answering(said(quote, 404), { endpoint });
      await fails(model, told, new RegExp(`(?<!sesame.*)to http://${models.server.host}/v1\\.$`));
    }
  });

  it('says that a key can not be sent, without the key, and asks nothing', async () => {
    for (const apiKey of ['secret\nsecret', 'secret\u200b', '\u201csecret\u201d', '비밀 secret', ' '])
      await fails(
        models.answering(() => undefined, { apiKey }),
        /^(?!.*secret).*The API key for .* has characters that no key has/,
        /Set another API key/,
      );
    assert.equal(models.server.requests.length, 0);
  });

  it('is not kept busy by all that a server says', async () => {
    const since = performance.now();
    await fails(
      models.answering((_, response) => response.writeHead(400).end(`${'.'.repeat(300_000)}!`)),
      /status 400/,
    );
    assert.ok(performance.now() - since < 5_000);
  });

  it('suggests /v1 where an address has none', async () => {
    const endpoint = readEndpoint(`http://${models.server.host}`);
    const model = models.answering((_, response) => response.writeHead(404).end(), { endpoint });
    await fails(model, /has nothing at \/chat\/completions/, new RegExp(`${models.server.host}/v1`));
  });

  it('says that a server has no model', async () => {
    models.server.models = [];
    await fails(
      models.answering(() => undefined),
      /lists no model/,
      /discoveryModelName/,
    );
  });

  it('says that nobody answers, that a host is unknown, and that a connection is not safe', async () => {
    const gone = await ChatServer.start(() => undefined);
    const { address, host } = gone;
    await gone.stop();
    const at = (where: string) => new RemoteChatModel({ endpoint: readEndpoint(where), firstWaitMs: 1 });
    await fails(
      at(address),
      new RegExp(`Nothing answers at ${host}: the connection was refused`),
      /Start the server/,
    );
    await fails(
      at('http://no-such-host.invalid/v1'),
      /The host no-such-host\.invalid can't be found/,
      /network/,
    );
    await fails(at('http://127.0.0.1:6000/v1'), /the port is kept for another kind of server/, /8080/);
    await fails(at(`https://${models.server.host}/v1`), /no safe connection to 127\.0\.0\.1/, /http:\/\//);
  });

  it('says that what answers is no server of this kind at all', async () => {
    const sockets: Socket[] = [];
    const other = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined).end('220 mail.example.org ESMTP\r\n');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const endpoint = readEndpoint(`http://127.0.0.1:${String((other.address() as AddressInfo).port)}/v1`);
    try {
      await fails(
        new RemoteChatModel({ endpoint, firstWaitMs: 1 }),
        /broke off \(HPE_|no server that speaks HTTP/,
      );
    } finally {
      other.close();
    }
  });
});

function endlessLine(response: Parameters<Answering>[1]): void {
  beginStream(response);
  response.on('error', () => undefined);
  response.end('x'.repeat(3 << 20));
}
