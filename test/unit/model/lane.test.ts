import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Token } from 'node-llama-cpp';
import type { AnswerString } from '../../../server/src/model/engine.ts';
import { AnswerDecoder } from '../../../server/src/model/local/answerDecoder.ts';
import { AnswerGrammar } from '../../../server/src/model/local/answerGrammar.ts';
import { Lane } from '../../../server/src/model/local/lane.ts';
import type { CopyState, FinishedJob, Job } from '../../../server/src/model/local/lane.ts';
import { handMadeVocabulary } from './handMadeVocabulary.ts';
import { largest, scriptedLogits, ScriptedSequence, totalWeight } from './scriptedSequence.ts';
import type { LogitsAfter } from './scriptedSequence.ts';

const vocabulary = handMadeVocabulary([
  ...[' ["', '"]', '",', ' "', '", "', ' []', 'Ada', ' Lovelace', 'London', ' left', ' for', 'Lon', 'don'],
  ...['.', ' ', '"', '[', ']', 'Eve', ' London'],
]);
const passage = 'Ada Lovelace left London for London.';
/** The least room that lanes leave for an answer beside what they expect. */
const room = 8;

const token = fc.nat(vocabulary.size - 1).map((id) => id as Token);
const prompts = fc.array(token, { minLength: 1, maxLength: 12 });

interface Decoded {
  readonly tokens: readonly Token[];
  readonly strings: readonly AnswerString[];
  readonly outcome: string;
}

/** Decodes one token after the other, each after all before it: the best that the answer does not refuse. */
function decodedPlainly(prompt: readonly Token[], contextSize: number, logitsAfter: LogitsAfter): Decoded {
  const decoder = new AnswerDecoder(new AnswerGrammar(passage), vocabulary);
  const tokens: Token[] = [];
  const ended = (outcome: string): Decoded => ({ tokens, strings: decoder.strings(), outcome });
  for (;;) {
    const logits = logitsAfter([...prompt, ...tokens]);
    const probability = (id: Token): number =>
      Math.exp((logits[id] ?? 0) - Math.max(...logits)) / totalWeight(logits);
    let chosen: Token | undefined = largest(logits) as Token;
    let step = decoder.take(chosen, probability(chosen));
    if (step === 'refused') {
      const allowed = decoder.allowed();
      chosen = allowed.find((id) => logits[id] === Math.max(...allowed.map((each) => logits[each] ?? 0)));
      if (chosen === undefined) return ended('truncated');
      step = decoder.take(chosen, probability(chosen));
    }
    tokens.push(chosen);
    if (step === 'complete') return ended('complete');
    if (prompt.length + tokens.length + 1 >= contextSize) return ended('truncated');
  }
}

function jobOf(prompt: readonly Token[], draft: readonly Token[]): Job {
  const decoder = new AnswerDecoder(new AnswerGrammar(passage), vocabulary);
  return { id: 1, want: { rank: 3, since: 0 }, passageTokens: 1, prompt, draft, decoder };
}

const copy: CopyState = (from, to, length) => {
  const target = to as unknown as ScriptedSequence;
  target.contextTokens = from.contextTokens.slice(0, length);
  return Promise.resolve(true);
};

function assertDecoded({ job, outcome, answerTokens }: FinishedJob, expected: Decoded): void {
  const strings = job.decoder.strings();
  assert.deepEqual(
    strings.map(({ text }) => text),
    expected.strings.map(({ text }) => text),
  );
  for (const [index, { score }] of strings.entries())
    assert.ok(Math.abs(score - (expected.strings[index]?.score ?? NaN)) < 1e-9);
  assert.equal(outcome, expected.outcome);
  assert.equal(answerTokens, expected.tokens.length);
}

describe('a lane', () => {
  const situation = fc.record({
    seed: fc.nat(),
    prompts: fc.array(prompts, { minLength: 1, maxLength: 3 }),
    more: fc.nat(40),
    /** How much of the right answer is expected, and what follows. */
    right: fc.nat(30),
    wrong: fc.array(token, { maxLength: 20 }),
    /** After how many steps its jobs go to another lane, and all but the last are given up. */
    moveAfter: fc.nat(6),
    dropAfter: fc.nat(4),
    filler: fc.nat(12),
  });

  it('decodes as one that takes token after token, whatever is expected, moved, given up and filled up', async () => {
    await fc.assert(
      fc.asyncProperty(
        situation,
        async ({ seed, prompts: asked, more, right, wrong, moveAfter, dropAfter, filler }) => {
          const logitsAfter = scriptedLogits(vocabulary.size, seed);
          const contextSize = Math.max(...asked.map(({ length }) => length)) + room + more;
          let [lane, other] = [1, 2].map(
            () => new Lane(new ScriptedSequence(contextSize, logitsAfter).sequence, copy),
          ) as [Lane, Lane];
          for (const [index, prompt] of asked.entries()) {
            const expected = decodedPlainly(prompt, contextSize, logitsAfter);
            const draft = [...expected.tokens.slice(0, right), ...wrong];
            await lane.begin(jobOf(prompt, draft.slice(0, contextSize - prompt.length - room / 2)));
            const isLast = index === asked.length - 1;
            let finished: FinishedJob | undefined;
            for (let steps = 0; !finished && (isLast || steps < dropAfter); steps++) {
              if (steps === moveAfter) {
                await other.takeOver(lane);
                assert.equal(lane.job, undefined);
                [lane, other] = [other, lane];
              }
              finished = await lane.step(filler);
            }
            lane.drop();
            if (finished) assertDecoded(finished, expected);
            else assert.ok(!isLast);
          }
        },
      ),
    );
  });

  it('evaluates an answer that is as expected, and an empty one, with its question', async () => {
    const prompt = [vocabulary.id('Eve'), vocabulary.id('.')];
    const evaluations = async (texts: readonly string[], expected: readonly string[]): Promise<number> => {
      const answer = texts.map((text) => vocabulary.id(text));
      const logitsAfter: LogitsAfter = ({ length }) =>
        Array.from({ length: vocabulary.size }, (_, id) => (id === answer[length - prompt.length] ? 9 : 1));
      const scripted = new ScriptedSequence(60, logitsAfter);
      const lane = new Lane(scripted.sequence, copy);
      await lane.begin(
        jobOf(
          prompt,
          expected.map((text) => vocabulary.id(text)),
        ),
      );
      let finished: FinishedJob | undefined;
      while (!finished) finished = await lane.step();
      assertDecoded(finished, decodedPlainly(prompt, 60, logitsAfter));
      return scripted.evaluations;
    };
    const long = [' ["', 'Ada', ' Lovelace', '", "', 'London', '"]'];
    assert.equal(await evaluations([' []'], []), 1);
    assert.equal(await evaluations(long, []), long.length);
    assert.equal(await evaluations(long, long.slice(0, -1)), 1);
    assert.equal(await evaluations(long, long.slice(0, 3)), 3);
    assert.equal(await evaluations(long, [' ["', 'Eve']), long.length - 1);
  });
});
