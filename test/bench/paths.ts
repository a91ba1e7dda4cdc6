import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { Lanes } from '../../server/src/model/local/lanes.ts';
import type { AnswerMessage } from '../../server/src/model/local/messages.ts';
import { loadRuntime } from '../../server/src/model/local/runtime.ts';
import type { Runtime } from '../../server/src/model/local/runtime.ts';
import type { Query } from '../../server/src/model/engine.ts';
import { passagePrompt, questionPrompt } from '../../server/src/model/prompt.ts';

/** What a path made of a workload: the strings of each query, and the tokens decoded for them. */
export interface PathResult {
  readonly answers: readonly (readonly string[])[];
  readonly answerTokens: number;
}

/** One way to answer queries with the same weights. */
export interface Path {
  readonly name: string;
  /** Queries that a server decodes together; absent where the path is no server. */
  readonly slots?: number;
  /** Forgets what the last run left in the context. */
  reset(): Promise<void>;
  run(queries: readonly Query[]): Promise<PathResult>;
  /** Frees the model; a runtime that is not freed may crash when the process ends. */
  close(): Promise<void>;
}

/** UniversalNER's own way: for every query the whole prompt, then greedy decoding, on one sequence. */
export function officialPath(runtime: Runtime, sequence: LlamaContextSequence): Path {
  return {
    name: 'official',
    reset: () => sequence.clearHistory(),
    close: () => runtime.context.model.dispose(),
    async run(queries) {
      const answers: string[][] = [];
      let answerTokens = 0;
      for (const { passage, type } of queries) {
        await sequence.clearHistory();
        const prompt = [
          ...passagePrompt(runtime.vocabulary, passage),
          ...questionPrompt(runtime.vocabulary, type),
        ];
        const answer = await decodeGreedily(runtime, sequence, prompt);
        answerTokens += answer.length;
        answers.push(parseStrings(runtime.context.model.detokenize(answer)));
      }
      return { answers, answerTokens };
    },
  };
}

async function decodeGreedily(
  runtime: Runtime,
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
): Promise<Token[]> {
  const answer: Token[] = [];
  let input = [...prompt];
  for (;;) {
    const last = input.at(-1);
    if (last === undefined) return answer;
    const output = await sequence.controlledEvaluate([
      ...input.slice(0, -1),
      [last, { generateNext: { token: true } }],
    ]);
    const token = output.at(-1)?.next.token;
    if (token === undefined || token === null || runtime.vocabulary.isEnd(token)) return answer;
    answer.push(token);
    if (sequence.nextTokenIndex + 2 >= sequence.contextSize) return answer;
    input = [token];
  }
}

function parseStrings(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/** The product's way, on as many lanes as the runtimes have; with one lane it is "rewind". */
export function lanesPath(name: string, load: () => Promise<Runtime>): Path {
  let receive: (answer: AnswerMessage) => void = () => undefined;
  let loaded: { readonly runtime: Runtime; readonly lanes: Lanes } | undefined;
  const run: Path['run'] = (queries) =>
    new Promise((resolve) => {
      const answers: string[][] = [];
      let left = queries.length;
      let answerTokens = 0;
      receive = ({ id, strings, tokens }) => {
        answers[id] = strings.map(({ text }) => text);
        answerTokens += tokens.answer;
        if (--left === 0) resolve({ answers, answerTokens });
      };
      loaded?.lanes.ask(queries.map((query, id) => ({ id, want: { rank: 3, since: 0 }, ...query })));
    });
  return {
    name,
    run,
    close: async () => loaded?.runtime.context.model.dispose(),
    // Lanes that had nothing to do may hold a passage of the last run: only a fresh context has forgotten it.
    reset: async () => {
      await loaded?.runtime.context.model.dispose();
      const runtime = await load();
      loaded = { runtime, lanes: new Lanes(runtime, (answer) => receive(answer)) };
      await loaded.lanes.warmUp();
      await run([{ passage: 'Nothing of this passage stands in any other.', type: 'thing' }]);
    },
  };
}

/** Loads the embedded model once for a number of lanes. */
export function runtimeWith(modelPath: string, lanes: number, threads: number): Promise<Runtime> {
  return loadRuntime({ kind: 'load', modelPath, maxPassageTokens: 340, wishes: { lanes, threads } });
}
