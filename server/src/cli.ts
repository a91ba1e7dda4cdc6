#!/usr/bin/env node
import { constants } from 'node:os';
import { join } from 'node:path';
import { readArguments, UsageEnd } from './cli/arguments.ts';
import { visible } from './cli/columns.ts';
import { ProgressLine } from './cli/progressLine.ts';
import { runDiscover } from './cli/runDiscover.ts';
import { runExtract } from './cli/runExtract.ts';
import { AnswerDisk } from './entities/answerDisk.ts';
import { AnswerCache } from './entities/cache.ts';
import { LocalEngine } from './model/local/localEngine.ts';
import { cacheFolder, chooseModel, verdictFile } from './modelChoice.ts';

/** 0: done; 2: wrong usage; 3: some inputs failed, or the model; 128 + n: ended by signal n. */
const exitCodes = { done: 0, usage: 2, failed: 3 } as const;

const progress = new ProgressLine(process.stderr);

/** Reading stops early in `universal-ner ... | head`: no failure. */
function endQuietly(error: NodeJS.ErrnoException): never {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
}

function tell(line: string): void {
  progress.clear();
  process.stderr.write(`${visible(line.replace(/\s*[\r\n]+\s*/g, ' '))}\n`);
}

function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function fail(error: unknown): never {
  tell(`universal-ner: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(exitCodes.failed);
}

async function main(): Promise<number> {
  const command = readArguments(process.argv.slice(2), process.stdout.isTTY);
  const choice = chooseModel(command.model);
  const engine = new LocalEngine({
    modelPath: choice.modelPath,
    ...(choice.entry && { entry: choice.entry }),
    idleMs: 0,
    verdictFile: verdictFile(),
    log: (line) => {
      if (command.verbose) tell(line);
    },
    onNotice: tell,
  });
  const cache = new AnswerCache();
  if (command.cache) cache.use(new AnswerDisk(join(cacheFolder(), 'answers')));
  process.on('exit', () => engine.dispose());
  try {
    const rooms = { engine, choice, cache, print, tell, progress };
    const isDone = await (command.kind === 'extract'
      ? runExtract(command, rooms)
      : runDiscover(command, rooms));
    return isDone ? exitCodes.done : exitCodes.failed;
  } finally {
    engine.dispose();
    await cache.flush();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    progress.clear();
    process.exit(128 + constants.signals[signal]);
  });
process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);
process.on('uncaughtException', fail);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageEnd) process.exitCode = error.exitCode;
    else fail(error);
  },
);
