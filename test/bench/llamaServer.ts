import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Query } from '../../server/src/model/engine.ts';
import type { Runtime } from '../../server/src/model/local/runtime.ts';
import { passagePrompt, questionPrompt } from '../../server/src/model/prompt.ts';
import type { Path, PathResult } from './paths.ts';

/** Tokens of an answer at the most; as many as our lanes have room for. */
const answerLimit = 160;
const slotTokens = 512;

/**
 * The peer: llama.cpp's own server with its prompt cache, on the same weights, threads and prompts.
 * @param binary path of `llama-server`
 * @param slots how many queries it decodes together; as many requests are open at a time
 */
export async function startLlamaServer(
  binary: string,
  modelPath: string,
  runtime: Runtime,
  slots: number,
): Promise<Path> {
  let url = '';
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child?.kill('SIGKILL');
    const port = await freePort();
    child = spawn(
      binary,
      [
        ...['-m', modelPath, '--host', '127.0.0.1', '--port', String(port), '-np', String(slots)],
        ...['-c', String(slots * slotTokens), '-t', String(runtime.description.threads), '--no-webui'],
      ],
      { stdio: 'ignore' },
    );
    url = `http://127.0.0.1:${String(port)}`;
    await healthy(url, child);
  };
  await start();

  const ask = async ({ passage, type }: Query): Promise<{ strings: string[]; tokens: number }> => {
    const response = await fetch(`${url}/completion`, {
      method: 'POST',
      body: JSON.stringify({
        prompt: [...passagePrompt(runtime.vocabulary, passage), ...questionPrompt(runtime.vocabulary, type)],
        n_predict: answerLimit,
        temperature: 0,
        cache_prompt: true,
      }),
    });
    const { content, tokens_predicted: tokens } = (await response.json()) as {
      content: string;
      tokens_predicted: number;
    };
    return { strings: parse(content), tokens };
  };
  const run = async (queries: readonly Query[]): Promise<PathResult> => {
    const answers: string[][] = [];
    let answerTokens = 0;
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < queries.length; index = next++) {
        const query = queries[index];
        if (!query) return;
        const { strings, tokens } = await ask(query);
        answers[index] = strings;
        answerTokens += tokens;
      }
    };
    await Promise.all(Array.from({ length: slots }, work));
    return { answers, answerTokens };
  };
  const elsewhere = Array.from({ length: slots }, (_, slot) => ({
    passage: `Nothing of passage ${String(slot)} stands in any other.`,
    type: 'thing',
  }));
  return {
    name: 'llama-server',
    slots,
    run,
    // Its cache in memory outlives other prompts: only a fresh process has forgotten the last run.
    reset: async () => {
      await start();
      await run(elsewhere);
    },
    close: () => {
      child?.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) return;
    await wait(100);
  }
  throw new Error(`llama-server ended (${String(child.signalCode ?? child.exitCode)})`);
}

function parse(content: string): string[] {
  try {
    return JSON.parse(content) as string[];
  } catch {
    return [];
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
