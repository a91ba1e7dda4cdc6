import assert from 'node:assert/strict';
import { after, afterEach, before } from 'mocha';
import { ModelError } from '../../../../server/src/model/engine.ts';
import { readEndpoint } from '../../../../server/src/model/remote/endpoint.ts';
import { RemoteChatModel } from '../../../../server/src/model/remote/remoteChatModel.ts';
import type { RemoteChatModelOptions } from '../../../../server/src/model/remote/remoteChatModel.ts';
import { ChatServer } from '../../../chatServer.ts';
import type { Answering } from '../../../chatServer.ts';

export const prompt = { system: 'You extract.', user: 'Passage: Ada' };

/** Has the tests of a suite ask a server of its own, which answers as each of them says. */
export class ScriptedModels {
  #server: ChatServer | undefined;

  /** Is to be made where a suite is described: the server runs from its first test to its last. */
  constructor() {
    before(async () => {
      this.#server = await ChatServer.start(() => undefined);
    });
    afterEach(() => {
      this.server.requests.length = 0;
      this.server.models = ['scripted-instruct'];
    });
    after(() => this.server.stop());
  }

  get server(): ChatServer {
    assert.ok(this.#server);
    return this.#server;
  }

  /** A model at the server, which now answers so. */
  answering(answer: Answering, options: Partial<RemoteChatModelOptions> = {}): RemoteChatModel {
    this.server.answer = answer;
    return new RemoteChatModel({ endpoint: readEndpoint(this.server.address), firstWaitMs: 1, ...options });
  }
}

/** Asserts that a model fails with one sentence like this and a remedy like that. */
export async function fails(model: RemoteChatModel, message: RegExp, remedy = /./): Promise<void> {
  await assert.rejects(model.generate(prompt, { maxTokens: 100 }), (error) => {
    assert.ok(error instanceof ModelError, String(error));
    assert.match(error.message, message);
    assert.match(error.remedy, remedy);
    return true;
  });
}
