import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = `${root}dist/cli.mjs`;
/** What ships, where it is built. */
const program = existsSync(bundle)
  ? [bundle]
  : ['--import', import.meta.resolve('tsx'), `${root}server/src/cli.ts`];

export interface CliOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether answers may come from the disk; the default is that the model is asked. */
  readonly cache?: boolean;
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the terminal program. */
export function startCli(
  args: readonly string[],
  { cwd, env = {}, cache = false }: CliOptions,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const colourless = { ...process.env };
  delete colourless['NO_COLOR'];
  delete colourless['FORCE_COLOR'];
  const asked = ['extract', 'discover'].includes(args[0] ?? '') && !cache ? [...args, '--no-cache'] : args;
  return spawn(process.execPath, [...program, ...asked], {
    cwd,
    env: { ...colourless, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs the terminal program to its end. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const child = startCli(args, options);
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
