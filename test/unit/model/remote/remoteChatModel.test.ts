import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'mocha';
import { readRetryAfter } from '../../../../server/src/model/remote/failures.ts';
import { beginStream, breakOff, json, streamAnswer, streamPart } from '../../../chatServer.ts';
import type { Answering } from '../../../chatServer.ts';
import { fails, prompt, ScriptedModels } from './scriptedModels.ts';

const list = '[("Ada", "person"), ("Oslo", "city")]';
const patient = { maxTokens: 100 };

describe('a model that a server offers', () => {
  const models = new ScriptedModels();

  it('is asked greedily, by its name, with the key, and answers in parts', async () => {
    const model = models.answering((_, response) => streamAnswer(response, list), { apiKey: ' secret\r\n' });
    const heard: string[] = [];
    const answer = await model.generate(prompt, { maxTokens: 321, onText: (soFar) => heard.push(soFar) });
    assert.equal(answer, list);
    assert.ok(heard.length >= 1 && heard.at(-1) === list);
    assert.ok(
      heard.every((soFar, at) => list.startsWith(soFar) && soFar.length > (heard[at - 1] ?? '').length),
    );
    const [request] = models.server.requests;
    assert.equal(request?.path, '/v1/chat/completions');
    assert.equal(request.headers.authorization, 'Bearer secret');
    assert.deepEqual(request.body, {
      model: 'scripted-instruct',
      messages: [
        { role: 'system', content: prompt.system },
        { role: 'user', content: prompt.user },
      ],
      max_tokens: 321,
      temperature: 0,
      stream: true,
    });
  });

  it('is another one where the settings name it, and gets no key where there is none', async () => {
    await models
      .answering((_, response) => streamAnswer(response, list), { modelName: 'other' })
      .generate(prompt, patient);
    assert.equal(models.server.requests[0]?.body?.model, 'other');
    assert.equal(models.server.requests[0]?.headers.authorization, undefined);
  });

  it('may know no streams, or send no end', async () => {
    const whole = (_: unknown, response: Parameters<Answering>[1]) =>
      json(response, { choices: [{ message: { role: 'assistant', content: list } }] });
    assert.equal(await models.answering(whole).generate(prompt, patient), list);
    const endless: Answering = (_, response) => {
      beginStream(response);
      response.write(': a comment\n\n');
      streamPart(response, list);
      response.end();
    };
    assert.equal(await models.answering(endless).generate(prompt, patient), list);
  });

  it('keeps letters whole that the network parts', async () => {
    const model = models.answering((_, response) => {
      beginStream(response);
      const event = Buffer.from(
        `data: ${JSON.stringify({ choices: [{ delta: { content: 'Müller 王莲 🦊' } }] })}\n\n`,
      );
      let sent = Promise.resolve();
      for (const byte of event)
        sent = sent.then(() => new Promise((done) => response.write(Buffer.of(byte), () => done())));
      return sent.then(() => response.end('data: [DONE]\n\n'));
    });
    assert.equal(await model.generate(prompt, patient), 'Müller 王莲 🦊');
  });

  it('is stopped as soon as its answer is enough', async () => {
    let closed: Promise<unknown> | undefined;
    const model = models.answering((_, response) => {
      closed = once(response, 'close');
      beginStream(response);
      streamPart(response, list);
    });
    const answer = await model.generate(prompt, { ...patient, isEnough: (soFar) => soFar.endsWith(']') });
    assert.equal(answer, list);
    await closed;
  });

  it('is stopped at once when nobody wants the answer any more', async () => {
    const abort = new AbortController();
    let closed: Promise<unknown> | undefined;
    const model = models.answering((_, response) => {
      closed = once(response, 'close');
      beginStream(response);
      streamPart(response, '[');
    });
    const stopped = model.generate(prompt, { ...patient, signal: abort.signal, onText: () => abort.abort() });
    await assert.rejects(stopped, { name: 'AbortError' });
    await closed;
    await assert.rejects(model.generate(prompt, { ...patient, signal: abort.signal }), {
      name: 'AbortError',
    });
    assert.equal(models.server.requests.length, 1);
  });

  it('is asked again when a failure may pass, and the answer begins anew', async () => {
    let times = 0;
    const heard: string[] = [];
    const model = models.answering((_, response) => {
      if (++times === 1) return json(response, {}, 503);
      if (times === 2) return breakOff(response);
      return streamAnswer(response, list);
    });
    assert.equal(await model.generate(prompt, { ...patient, onText: (soFar) => heard.push(soFar) }), list);
    assert.equal(times, 3);
    assert.ok(heard.every((soFar) => list.startsWith(soFar)));
  });

  it('waits as long as the server asks, but not for ever', async () => {
    let since = 0;
    let waited = 0;
    const model = models.answering((_, response) => {
      if (since === 0) {
        since = performance.now();
        return json(response, {}, 429, { 'retry-after': '1' });
      }
      waited = performance.now() - since;
      return streamAnswer(response, list);
    });
    assert.equal(await model.generate(prompt, patient), list);
    assert.ok(waited >= 999, String(waited));
    const busy = models.answering((_, response) => json(response, {}, 429, { 'retry-after': '3600' }));
    models.server.requests.length = 0;
    await fails(busy, /asks to wait 3600 s/);
    assert.equal(models.server.requests.length, 1);
  });

  it('is given up while it is waited for, when nobody wants the answer any more', async () => {
    const abort = new AbortController();
    const model = models.answering((_, response) => {
      json(response, {}, 429, { 'retry-after': '50' });
      response.once('close', () => abort.abort());
    });
    const since = performance.now();
    await assert.rejects(model.generate(prompt, { ...patient, signal: abort.signal }), {
      name: 'AbortError',
    });
    assert.ok(performance.now() - since < 10_000);
  });

  it('is given up when it says nothing for too long, at the beginning or in the middle', async () => {
    await fails(
      models.answering(() => undefined, { silenceMs: 60 }),
      /has said nothing for/,
      /less busy/,
    );
    const stuck: Answering = (_, response) => {
      beginStream(response);
      streamPart(response, '[("Ada"');
    };
    await fails(models.answering(stuck, { silenceMs: 60 }), /has said nothing for/, /less busy/);
  });

  it("takes newer models' words for an answer's limit, and asks for no temperature where they refuse one", async () => {
    const model = models.answering(({ body }, response) => {
      if (body?.['max_tokens'] !== undefined)
        return json(
          response,
          { error: { message: "Use 'max_completion_tokens' instead of 'max_tokens'." } },
          400,
        );
      if (body?.['temperature'] !== undefined)
        return json(
          response,
          { error: { message: "'temperature' does not support 0 with this model." } },
          400,
        );
      return streamAnswer(response, list);
    });
    assert.equal(await model.generate(prompt, patient), list);
    assert.equal(models.server.requests.at(-1)?.body?.['max_completion_tokens'], patient.maxTokens);
    await model.generate(prompt, patient);
    assert.equal(models.server.requests.length, 4);
  });
});

describe('how long a server asks to wait', () => {
  it('is said in seconds, or by a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    assert.equal(readRetryAfter('2', now), 2000);
    assert.equal(readRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now), 30_000);
    assert.equal(readRetryAfter('Wed, 31 Dec 2025 00:00:30 GMT', now), 0);
    assert.equal(readRetryAfter('soon', now), undefined);
    assert.equal(readRetryAfter(null, now), undefined);
  });
});
