import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spokenLanguage } from '../../language.ts';
import { languageVariable } from './messages.ts';

/**
 * Starts a process for a model, which talks with this one by messages.
 * @param path of its bundle
 * @param log gets what the process prints, line by line; an inherited stdout would corrupt `--stdio`.
 */
export function forkModel(path: string, log: (line: string) => void): ChildProcess {
  const child = fork(path, [], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
    // In VS Code the executable is Electron, which runs as Node only when it is told to.
    env: {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      UV_THREADPOOL_SIZE: '1',
      [languageVariable]: spokenLanguage(),
    },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line.trim() !== '') log(line);
    });
  return child;
}

/** The path of a process's program by its name: beside the bundle in a release, beside this file in a source tree. */
export function bundledProcess(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs';
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url));
}
