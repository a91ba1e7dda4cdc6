import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverCommand } from './lspClient.ts';
import { letter } from './texts.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** What the protocol's base layer says, by hand: `Content-Length`, an empty line, JSON in UTF-8. */
function frame(message: object): Buffer {
  const content = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${String(content.length)}\r\n\r\n`, 'ascii'), content]);
}

function* unframe(state: { buffer: Buffer }): Generator<Message> {
  for (;;) {
    const headerEnd = state.buffer.indexOf('\r\n\r\n');
    if (headerEnd < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(state.buffer.toString('ascii', 0, headerEnd))?.[1]);
    const end = headerEnd + 4 + length;
    if (state.buffer.length < end) return;
    yield JSON.parse(state.buffer.toString('utf8', headerEnd + 4, end)) as Message;
    state.buffer = state.buffer.subarray(end);
  }
}

describe('a client of nothing but JSON-RPC', function () {
  this.timeout(240_000);
  const cache = mkdtempSync(join(tmpdir(), 'universal-ner bare-'));
  after(() => rmSync(cache, { recursive: true, force: true }));

  it('extracts, hears of it, and ends the server', async () => {
    const { command, args } = serverCommand();
    const env = { ...process.env, XDG_CACHE_HOME: cache };
    const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    const exited = once(server, 'exit');
    const state = { buffer: Buffer.alloc(0) };
    const notified = new Set<string>();
    const notifications = new EventEmitter();
    const hears = async (method: string): Promise<void> => {
      while (!notified.has(method)) await once(notifications, 'any');
    };
    const waiting = new Map<number, (message: Message) => void>();
    server.stdout.on('data', (data: Buffer) => {
      state.buffer = Buffer.concat([state.buffer, data]);
      for (const message of unframe(state)) {
        if (message.method !== undefined) {
          notified.add(message.method);
          notifications.emit('any');
        } else waiting.get(message.id ?? -1)?.(message);
      }
    });
    let nextId = 0;
    const notify = (method: string, params?: object): void => {
      server.stdin.write(frame({ method, params }));
    };
    const request = (method: string, params?: object): Promise<Message> => {
      const id = ++nextId;
      server.stdin.write(frame({ id, method, params }));
      return new Promise((resolve, reject) => {
        waiting.set(id, resolve);
        void exited.then(([code]) => {
          reject(new Error(`The server ended with code ${String(code)}`));
        });
      });
    };

    const uri = 'file:///ünïcode/Größe.md';
    await request('initialize', { processId: null, rootUri: null, capabilities: {} });
    notify('initialized', {});
    notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'markdown', version: 1, text: letter },
    });
    const { result } = await request('workspace/executeCommand', {
      command: 'universalNer.extract',
      arguments: [{ uri, types: ['person'] }],
    });
    const { mentions } = result as { mentions: { text: string }[] };
    assert.ok(mentions.some(({ text }) => text === 'Ada Lovelace'));
    await hears('universalNer/entitiesChanged');
    await hears('textDocument/publishDiagnostics');

    assert.deepEqual((await request('shutdown')).result, null);
    notify('exit');
    assert.deepEqual(await exited, [0, null]);
  });
});
