import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { discoverInConversation } from '../../../../server/src/entities/discovery/conversation.ts';
import type { ChatModel, ChatPrompt, GenerateOptions } from '../../../../server/src/model/chatModel.ts';
import { ModelError } from '../../../../server/src/model/engine.ts';
import type { DiscoveredTypes } from '../../../../server/src/protocol.ts';

/** Paragraphs that are a passage each: together they are over the budget. */
const filler =
  'It rained for a long while, and nothing else went on there that anybody would ever tell. '.repeat(18);
const paragraphs = [`Ada Lovelace met Bob in London. ${filler}`, `Bob saw Paris and Rome in 1843. ${filler}`];
const document = {
  uri: 'file:///a.txt',
  version: 1,
  languageId: 'plaintext',
  text: paragraphs.join('\n\n'),
};
const answers = [
  'Sure: [("Ada Lovelace", "Person"), ("Bob", "people"), ("London", "City"), ("Berlin", "city")]',
  "[('Bob', 'an individual'), ('Paris', 'cities'), ('Rome', 'town'), ('1843', 'year'), ('",
];
const unreadable = 'I am a helpful assistant.';

/** A model that answers as it is told, in parts. */
function speaking(
  answer: (prompt: ChatPrompt, options: GenerateOptions) => Promise<string> | string,
): ChatModel {
  return {
    name: 'Scripted',
    generate: async (prompt, options) => {
      const whole = await answer(prompt, options);
      for (let end = 12; end <= whole.length; end += 12) {
        options.onText?.(whole.slice(0, end));
        if (options.isEnough?.(whole.slice(0, end))) return whole.slice(0, end);
      }
      return whole;
    },
    prepare: () => Promise.resolve(),
    dispose: () => undefined,
  };
}

const partOf = ({ user }: ChatPrompt): number => (user.includes('Ada Lovelace') ? 0 : 1);
const right = speaking((prompt) => answers[partOf(prompt)] ?? '');

describe('discovering types in conversation', () => {
  it('merges the names that the model gives to types, and drops entities that stand nowhere', async () => {
    const { proposals, progress, asking } = await discoverInConversation(document, right);
    const counts = Object.fromEntries(proposals.map(({ name, mentionEstimate }) => [name, mentionEstimate]));
    assert.deepEqual(counts, { person: 3, city: 3, year: 1 });
    assert.equal(proposals.find(({ name }) => name === 'city')?.group, 'places');
    assert.deepEqual([progress.asked, progress.total, asking], [2, 2, 'Scripted']);
  });

  it('says whom it asks before the first answer, and what is found while an answer grows', async () => {
    const told: DiscoveredTypes[] = [];
    await discoverInConversation(document, right, { onProgress: (found) => void told.push(found()) });
    assert.deepEqual([told[0]?.asking, told[0]?.progress], ['Scripted', { asked: 0, total: 2 }]);
    const growing = told.find(({ proposals, progress }) => proposals.length > 0 && progress.asked === 0);
    assert.deepEqual(
      growing?.proposals.map(({ name }) => name),
      ['person'],
    );
    assert.ok(told.some(({ progress: { etaMs } }) => etaMs !== undefined));
    const last = told.at(-1);
    assert.equal(last?.proposals.find(({ name }) => name === 'city')?.mentionEstimate, 3);
  });

  it('ends an answer as soon as its list is whole, or it goes round in circles', async () => {
    const read: number[] = [];
    const chatty = `${answers[0] ?? ''}\n\nExplanation: ${'and so on '.repeat(200)}`;
    const circling = `[("Bob", "person"), ${'("Paris", "city"), '.repeat(200)}`;
    const model = speaking((prompt) => (partOf(prompt) === 0 ? chatty : circling));
    const counting: ChatModel = {
      ...model,
      generate: async (prompt, options) => {
        const answer = await model.generate(prompt, options);
        read[partOf(prompt)] = answer.length;
        return answer;
      },
    };
    const { proposals } = await discoverInConversation(document, counting);
    assert.deepEqual(proposals.map(({ name }) => name).sort(), ['city', 'person']);
    assert.ok(
      read.every((length) => length < 140),
      read.join(),
    );
  });

  it('passes over an answer that can not be read, and says so in a sentence when none can', async () => {
    const half = speaking((prompt) => (partOf(prompt) === 0 ? unreadable : (answers[1] ?? '')));
    const { proposals, problem } = await discoverInConversation(document, half);
    assert.ok(proposals.length > 0 && problem === undefined);
    await assert.rejects(
      discoverInConversation(
        document,
        speaking(() => unreadable),
      ),
      (error) => {
        assert.ok(error instanceof ModelError);
        assert.match(error.message, /Scripted .* in none of 2 passages/);
        assert.match(error.remedy, /universalNer\.discoveryModel/);
        return true;
      },
    );
  });

  it('takes an empty list for an answer, and thoughts for none', async () => {
    for (const nothing of ['[]', 'There are no named entities.', '<think>[("Bob", "person")]</think> []']) {
      const { proposals, progress } = await discoverInConversation(
        document,
        speaking(() => nothing),
      );
      assert.deepEqual([proposals, progress.asked], [[], 2], nothing);
    }
  });

  it('keeps what it has found when it is stopped', async () => {
    const abort = new AbortController();
    const stopping = speaking((prompt, { signal }) => {
      if (partOf(prompt) === 0) return answers[0] ?? '';
      abort.abort();
      signal?.throwIfAborted();
      return '';
    });
    const asked = await discoverInConversation(document, stopping, { signal: abort.signal });
    const before = asked.progress.asked;
    assert.ok(before < 2 && asked.problem === undefined);
    const never = await discoverInConversation(document, right, { signal: AbortSignal.abort() });
    assert.deepEqual([never.proposals, never.progress.asked], [[], 0]);
  });

  it('keeps what it has found when the model fails, with the reason, and fails where nothing was', async () => {
    let calls = 0;
    const failing = speaking(() => {
      if (++calls % 2 === 0) throw new ModelError('The server is gone.', 'Start it.');
      return answers.join('\n');
    });
    const { proposals, problem } = await discoverInConversation(document, failing);
    assert.ok(proposals.length > 0);
    assert.deepEqual(problem, { message: 'The server is gone.', remedy: 'Start it.' });
    calls = 1;
    await assert.rejects(discoverInConversation(document, failing), /The server is gone/);
  });

  it('asks nothing about an empty document', async () => {
    const { proposals, progress } = await discoverInConversation({ ...document, text: ' ' }, right);
    assert.deepEqual([proposals, progress], [[], { asked: 0, total: 0 }]);
  });
});
