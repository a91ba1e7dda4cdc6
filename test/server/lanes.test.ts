import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import type { Answer, AnswerString } from '../../server/src/model/engine.ts';
import { AnswerDecoder } from '../../server/src/model/local/answerDecoder.ts';
import { AnswerGrammar } from '../../server/src/model/local/answerGrammar.ts';
import { copyByFile, copyInside } from '../../server/src/model/local/copyState.ts';
import { Lane } from '../../server/src/model/local/lane.ts';
import type { CopyState, Job } from '../../server/src/model/local/lane.ts';
import { Lanes } from '../../server/src/model/local/lanes.ts';
import { loadRuntime } from '../../server/src/model/local/runtime.ts';
import type { Runtime } from '../../server/src/model/local/runtime.ts';
import { answerTokens, passagePrompt, questionPrompt } from '../../server/src/model/prompt.ts';
import { askAll, cross, Engines, modelPath, paragraphsOf } from './engines.ts';

const passage = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
/** What batching may change of a probability: other kernels, sums in another order. */
const floatNoise = 0.1;

describe('lanes', function () {
  this.timeout(180_000);

  it('give the answers that one lane gives', async () => {
    const engines = new Engines();
    try {
      const passages = [...paragraphsOf('news-report.md'), ...paragraphsOf('meeting-notes.md')].slice(0, 14);
      const queries = cross(passages, ['person', 'city', 'organization', 'animal']);
      const [alone, together] = await Promise.all(
        [1, 8].map((lanes) => askAll(engines.start({ wishes: { lanes } }).engine, queries)),
      );
      assert.ok(alone && together);
      let different = 0;
      for (const query of queries) {
        const [one, many] = [alone, together].map((answers) => stringsOf(answers, query));
        assert.ok(one && many);
        const isSame =
          one.length === many.length &&
          one.every(({ text, score }, index) => {
            const other = many[index];
            return text === other?.text && Math.abs(score - other.score) < floatNoise;
          });
        if (!isSame) different++;
      }
      // Where two tokens are equally likely, float noise may choose the other.
      assert.ok(
        different <= queries.length * 0.15,
        `${String(different)} of ${String(queries.length)} differ`,
      );
    } finally {
      engines.dispose();
    }
  });

  it('evaluate long questions in parts, so that a cancellation is heard soon', async () => {
    const lanes = 12;
    const runtime = await loadRuntime({
      kind: 'load',
      modelPath,
      sha256: embeddedModel.sha256,
      maxPassageTokens: 100,
      wishes: { lanes },
    });
    const types = Array.from(
      { length: lanes },
      (_, index) =>
        `${String(index)} people who are named in the text and write letters to somebody else, wherever they live`,
    );
    try {
      const { watched, tokens } = watchEvaluations(runtime);
      await new Promise<void>((resolve) => {
        let left = types.length;
        const all = new Lanes(watched, () => {
          if (--left === 0) resolve();
        });
        all.ask(types.map((type, id) => ({ id, want: { rank: 3, since: 0 }, passage, type })));
      });
      assert.ok(tokens.all > runtime.context.batchSize, 'the questions fill more than one evaluation');
      assert.ok(tokens.most <= runtime.context.batchSize, `${String(tokens.most)} tokens at once`);
    } finally {
      await runtime.context.model.llama.dispose();
    }
  });

  it('evaluate a long question and a long expectation in chunks too', async () => {
    const runtime = await loadRuntime({
      kind: 'load',
      modelPath,
      sha256: embeddedModel.sha256,
      maxPassageTokens: 100,
      wishes: { lanes: 2, batchTokens: 32 },
    });
    const definition =
      'people who are named in the text and who write letters to somebody else, wherever they live and whenever it was, however long ago, unless they are called only by what they do for a living in the town';
    const expected = [...passage.matchAll(/\w+/g)].map(({ index }) => passage.slice(index));
    try {
      const { watched, tokens } = watchEvaluations(runtime);
      await new Promise<void>((resolve) => {
        let left = 2;
        const all = new Lanes(watched, ({ outcome }) => {
          assert.equal(outcome, 'complete');
          if (--left === 0) resolve();
        });
        all.ask([
          { id: 1, want: { rank: 3, since: 0 }, passage, type: definition },
          { id: 2, want: { rank: 3, since: 0 }, passage, type: 'person', expected },
        ]);
      });
      const { tokenize } = runtime.vocabulary;
      assert.ok(tokenize(definition).length > 40 && tokenize(expected.join()).length > 40);
      assert.ok(tokens.most <= 40, `${String(tokens.most)} tokens at once`);
    } finally {
      await runtime.context.model.llama.dispose();
    }
  });

  describe('take over the state of another', () => {
    let runtime: Runtime;
    before(async () => {
      runtime = await loadRuntime({
        kind: 'load',
        modelPath,
        sha256: embeddedModel.sha256,
        maxPassageTokens: 100,
        wishes: { lanes: 4 },
      });
    });
    after(() => runtime.context.model.llama.dispose());

    const job = (type: string, draft: readonly Token[] = []): Job => {
      const tokens = passagePrompt(runtime.vocabulary, passage);
      return {
        id: 1,
        want: { rank: 3, since: 0 },
        passageTokens: tokens.length,
        prompt: [...tokens, ...questionPrompt(runtime.vocabulary, type)],
        draft,
        decoder: new AnswerDecoder(new AnswerGrammar(passage), runtime.vocabulary),
      };
    };
    const answer = async (lane: Lane, type: string, draft?: readonly Token[]): Promise<AnswerString[]> => {
      const asked = job(type, draft);
      await lane.begin(asked);
      while (!(await lane.step()));
      return asked.decoder.strings();
    };

    it('answer the same whatever is expected, and at once where that is right', async () => {
      const sequence = runtime.context.getSequence();
      const lane = new Lane(sequence, copyInside);
      const evaluate = sequence.controlledEvaluate.bind(sequence);
      let evaluations = 0;
      sequence.controlledEvaluate = (input, options) => {
        evaluations++;
        return evaluate(input, options);
      };
      const right = ['Ada Lovelace', 'Charles Babbage'];
      const expectations = [
        [],
        right,
        right.slice(0, 1),
        [...right, 'London'],
        right.toReversed(),
        ['Ada', 'Charles'],
        ['London'],
        ['wrote "to"', ''],
      ];
      const counts: number[] = [];
      for (const expected of expectations) {
        evaluations = 0;
        const draft = answerTokens(runtime.vocabulary, expected).slice(0, -1);
        const strings = await answer(lane, 'person', draft);
        assert.deepEqual(
          strings.map(({ text }) => text),
          right,
          `expected ${JSON.stringify(expected)}`,
        );
        assert.ok(strings.every(({ score }) => score > 0.5 && score <= 1));
        counts.push(evaluations);
      }
      const [unexpected = 0, asExpected = 0, first = 0] = counts;
      assert.equal(asExpected, 1);
      assert.ok(first < unexpected, String(counts));
      await sequence.dispose();
    });

    it('with samplers that are used again, since each has a table of the whole vocabulary', async () => {
      const samplers = watchSamplers(runtime);
      const sequence = runtime.context.getSequence();
      const lane = new Lane(sequence, copyInside);
      await answer(lane, 'person');
      await answer(lane, 'city');
      assert.equal(samplers.size, 1);
      await sequence.dispose();
    });

    for (const [name, copy] of [
      ['inside the context', copyInside],
      ['by way of a file', copyByFile],
    ] as readonly (readonly [string, CopyState])[])
      it(`${name}, and answer as it does`, async () => {
        const [first, second] = [1, 2].map(() => new Lane(runtime.context.getSequence(), copy));
        assert.ok(first && second);
        const expected = await answer(first, 'person');
        const { passageTokens } = job('person');
        await answer(second, 'animal');
        assert.ok(await second.copyState(first, passageTokens));
        assert.equal(second.tokens.length, passageTokens);
        assert.deepEqual(second.tokens, first.tokens.slice(0, passageTokens));
        const copied = await answer(second, 'person');
        assert.deepEqual(
          copied.map(({ text }) => text),
          expected.map(({ text }) => text),
        );
        for (const [index, { score }] of copied.entries())
          assert.ok(Math.abs(score - (expected[index]?.score ?? 0)) < floatNoise);
      });
  });
});

/** Counts the tokens that are evaluated in all, and the most that are at a time. */
function watchEvaluations(runtime: Runtime): { watched: Runtime; tokens: { all: number; most: number } } {
  const tokens = { all: 0, most: 0 };
  let now = 0;
  const counted = async <T>(count: number, evaluation: () => Promise<T>): Promise<T> => {
    tokens.all += count;
    now += count;
    tokens.most = Math.max(tokens.most, now);
    try {
      return await evaluation();
    } finally {
      now -= count;
    }
  };
  const getSequence = (): LlamaContextSequence => {
    const sequence = runtime.context.getSequence();
    const read = sequence.evaluateWithoutGeneratingNewTokens.bind(sequence);
    const evaluate = sequence.controlledEvaluate.bind(sequence);
    sequence.evaluateWithoutGeneratingNewTokens = (input, options) =>
      counted(input.length, () => read(input, options));
    sequence.controlledEvaluate = (input, options) => counted(input.length, () => evaluate(input, options));
    return sequence;
  };
  const { contextSize, batchSize } = runtime.context;
  const context = { contextSize, batchSize, getSequence } as LlamaContext;
  return { watched: { ...runtime, context }, tokens };
}

/** The samplers that the library makes from now on. */
function watchSamplers({ context }: Runtime): Set<object> {
  const samplers = new Set<object>();
  const { _bindings: bindings } = context.model.llama as unknown as {
    _bindings: { AddonSampler: new (model: object) => object };
  };
  bindings.AddonSampler = class extends bindings.AddonSampler {
    constructor(model: object) {
      super(model);
      samplers.add(this);
    }
  };
  return samplers;
}

function stringsOf(answers: readonly Answer[], query: unknown): readonly AnswerString[] | undefined {
  return answers.find((answer) => answer.query === query)?.strings;
}
