import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A question that a server was asked. */
export interface ChatRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Absent for those without a body. */
  readonly body?: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [name: string]: unknown;
  };
}

export type Answering = (request: ChatRequest, response: ServerResponse) => unknown;

/** A server with the API of chat completions on this machine, which answers as a test says. */
export class ChatServer {
  /** What it was asked, oldest first, its list of models left out. */
  readonly requests: ChatRequest[] = [];
  /** Answers chat completions; may be exchanged while it runs. */
  answer: Answering;
  models: readonly string[] = ['scripted-instruct'];
  readonly #server: Server;

  private constructor(answer: Answering) {
    this.answer = answer;
    this.#server = createServer((incoming, response) => {
      const receive = async (): Promise<void> => {
        const body = await text(incoming);
        const request: ChatRequest = {
          path: incoming.url ?? '',
          headers: incoming.headers,
          ...(body !== '' && { body: JSON.parse(body) as NonNullable<ChatRequest['body']> }),
        };
        if (/\/models(?:\?|$)/u.test(request.path))
          return json(response, { data: this.models.map((id) => ({ id })) });
        this.requests.push(request);
        await this.answer(request, response);
      };
      receive().catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(answer: Answering): Promise<ChatServer> {
    const server = new ChatServer(answer);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get host(): string {
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** The base address. */
  get address(): string {
    return `http://${this.host}/v1`;
  }

  /** Ends it, with all that it is still answering. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Begins an answer that is streamed. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

/** One more part of a streamed answer. */
export function streamPart(response: ServerResponse, content: string): void {
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
}

/** A whole answer, streamed in parts of a few letters. */
export function streamAnswer(response: ServerResponse, answer: string, letters = 7): void {
  beginStream(response);
  for (let at = 0; at < answer.length; at += letters) streamPart(response, answer.slice(at, at + letters));
  response.write(`data: ${JSON.stringify({ choices: [], usage: { total_tokens: 1 } })}\n\n`);
  response.end('data: [DONE]\n\n');
}

/** Begins a streamed answer, and breaks off in the middle of a part. */
export function breakOff(response: ServerResponse): void {
  beginStream(response);
  streamPart(response, '[("Ada", ');
  response.write('data: {"cho', () => response.destroy());
}
