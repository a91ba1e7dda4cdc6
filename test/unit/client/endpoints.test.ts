import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { EndpointMemory } from '../../../client/src/discovery/endpointMemory.ts';
import { keylessLog, withoutApiKeys } from '../../../client/src/discovery/keylessLog.ts';

function memory(): { endpoints: EndpointMemory; secrets: Map<string, string>; state: Map<string, unknown> } {
  const secrets = new Map<string, string>();
  const state = new Map<string, unknown>();
  const endpoints = new EndpointMemory(
    {
      get: <T>(key: string, fallback: T) => (state.get(key) as T | undefined) ?? fallback,
      update: (key, value) => Promise.resolve(void state.set(key, value)),
    },
    {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    },
  );
  return { endpoints, secrets, state };
}

const here = 'https://llm.example.org/v1';
const near = ['https://llm.example.org/v2', 'http://llm.example.org/v1', 'https://llm.example.org:8443/v1'];

describe('what a person has said of a server', () => {
  it('is an agreement to one address, and to no other', async () => {
    const { endpoints } = memory();
    assert.ok(!endpoints.hasAgreed(here));
    await endpoints.agree(here);
    await endpoints.agree(here);
    assert.ok(endpoints.hasAgreed(here));
    for (const address of near) assert.ok(!endpoints.hasAgreed(address), address);
  });

  it('is an agreement that can be withdrawn, address by address', async () => {
    const { endpoints } = memory();
    const [other = '', third = ''] = near;
    for (const address of [here, other, third]) await endpoints.agree(address);
    await endpoints.withdraw([here, third, 'https://never.example.org']);
    assert.deepEqual(endpoints.agreed, [other]);
    assert.ok(!endpoints.hasAgreed(here) && endpoints.hasAgreed(other));
    await endpoints.agree(here);
    assert.ok(endpoints.hasAgreed(here));
  });

  it('is a key for one address, kept among the secrets alone, and deleted when it is emptied', async () => {
    const { endpoints, secrets, state } = memory();
    await endpoints.agree(here);
    await endpoints.setApiKey(here, 'sesame');
    assert.equal(await endpoints.apiKey(here), 'sesame');
    for (const address of near) assert.equal(await endpoints.apiKey(address), undefined);
    assert.ok(!JSON.stringify([...state]).includes('sesame'));
    await endpoints.setApiKey(here, '');
    assert.equal(await endpoints.apiKey(here), undefined);
    assert.equal(secrets.size, 0);
  });

  it('never stands in the log, however messages are traced', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom(undefined, 4), (apiKey, indent) => {
        const message = { uri: 'file:///a.md', access: { address: here, apiKey } };
        const traced = withoutApiKeys(`Params: ${JSON.stringify(message, null, indent)}`);
        const kept = JSON.stringify({ ...message, access: { address: here, apiKey: '...' } }, null, indent);
        assert.equal(traced, `Params: ${kept}`);
      }),
    );
  });

  it('stands in no address in the log', () => {
    const traced = (key: string, value: string) =>
      withoutApiKeys(JSON.stringify({ a: 1, [key]: value, b: 2 }));
    const shown = [
      ['https://llm.example.org/v1?key=sesame', 'https://llm.example.org/v1'],
      ['https://ada:sesame@llm.example.org/v1', 'https://llm.example.org/v1'],
      ['localhost:8080/v1?key=sesame', 'localhost:8080/v1'],
      [here, here],
      ['/home/ada@work/what?.gguf', '/home/ada@work/what?.gguf'],
      ['C:\\models\\ada@work.gguf', 'C:\\models\\ada@work.gguf'],
    ] as const;
    for (const key of ['address', 'discoveryModel'])
      for (const [value, kept] of shown)
        assert.equal(traced(key, value), JSON.stringify({ a: 1, [key]: kept, b: 2 }));
    // What a document says is traced as it stands.
    const text = '"address": "https://example.org/?page=2"';
    assert.equal(traced('text', text), JSON.stringify({ a: 1, text, b: 2 }));
  });

  it('is left out by the log that messages are traced to, which is the log otherwise', () => {
    const lines: string[] = [];
    const log = {
      logLevel: 1,
      trace: (line: string) => lines.push(line),
      info: (line: string) => lines.push(line),
    };
    const keyless = keylessLog(log as never);
    keyless.trace('{"apiKey": "sesame"}');
    keyless.info('hello');
    assert.deepEqual([lines, keyless.logLevel], [['{"apiKey": "..."}', 'hello'], 1]);
  });
});
