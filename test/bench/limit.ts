import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { commonLength } from '../../server/src/model/local/lane.ts';
import type { Runtime } from '../../server/src/model/local/runtime.ts';
import type { Query } from '../../server/src/model/engine.ts';
import { passagePrompt, questionPrompt } from '../../server/src/model/prompt.ts';

/** What the runtime can do at best, in milliseconds a token. */
export interface Rates {
  readonly prefill: number;
  readonly step: number;
}

const prefillShapes = [64, 128, 256];
const trials = 5;

/** Measures the quickest prefill over several batch shapes, and the quickest step over all lanes. */
export async function measureRates(
  runtime: Runtime,
  sequences: readonly LlamaContextSequence[],
): Promise<Rates> {
  const text = runtime.vocabulary.tokenize('Ada Lovelace wrote to Charles Babbage from London. '.repeat(60));
  const [first] = sequences;
  if (!first) throw new Error('no sequence to measure with');
  let prefill = Infinity;
  for (const length of prefillShapes)
    for (let trial = 0; trial < trials; trial++) {
      await first.clearHistory();
      const started = performance.now();
      await first.evaluateWithoutGeneratingNewTokens(text.slice(0, length));
      prefill = Math.min(prefill, (performance.now() - started) / length);
    }
  for (const sequence of sequences) {
    await sequence.clearHistory();
    await sequence.evaluateWithoutGeneratingNewTokens(text.slice(0, 128));
  }
  let step = Infinity;
  for (let trial = 0; trial < trials * 3; trial++) {
    const started = performance.now();
    await Promise.all(
      sequences.map((sequence) =>
        sequence.controlledEvaluate([
          [text[0] as Token, { generateNext: { token: true, totalLogitWeight: true } }],
        ]),
      ),
    );
    step = Math.min(step, (performance.now() - started) / sequences.length);
  }
  return { prefill, step };
}

/** Tokens that any path has to evaluate: of each passage and of each question what it does not share. */
export function tokensNeeded(runtime: Runtime, queries: readonly Query[]): number {
  const passages = new Set(queries.map((query) => query.passage));
  let tokens = 0;
  let previousPassage: readonly Token[] = [];
  for (const passage of passages) {
    const prompt = passagePrompt(runtime.vocabulary, passage);
    tokens += prompt.length - commonLength(previousPassage, prompt);
    previousPassage = prompt;
    let previous: readonly Token[] = [];
    for (const query of queries) {
      if (query.passage !== passage) continue;
      const question = questionPrompt(runtime.vocabulary, query.type);
      tokens += question.length - commonLength(previous, question);
      previous = question;
    }
  }
  return tokens;
}
