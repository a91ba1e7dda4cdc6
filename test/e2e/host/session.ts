import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startBrowser } from './browser.ts';
import { onceAtEnd } from './cleanup.ts';
import { startCodeServer, workbenchUrl } from './codeServer.ts';
import type { CodeServer, ServerOptions } from './codeServer.ts';
import { root } from './hostFiles.ts';
import { packagedExtension } from './packagedExtension.ts';
import { Workbench } from './workbench.ts';

export interface SessionOptions extends ServerOptions {
  /** Files of the folder beside the samples, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** The language that extensions are to speak, such as `ko`; the workbench itself needs a language pack for it. */
  readonly language?: string;
}

/** VS Code with the packaged extension and a folder of its own with the samples. */
export interface Session {
  readonly workbench: Workbench;
  readonly server: CodeServer;
  /** The opened folder, a copy of samples/ that a test may change. */
  readonly folder: string;
  /** Process ids of the model's processes below the server. */
  modelProcesses(): number[];
  stop(): Promise<void>;
}

/** The model's processes in a process group: the bundle's name stands in their command line. */
function modelProcessesIn(group: number): number[] {
  const rows = execFileSync('ps', ['-ww', '-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
  return rows.flatMap((row) => {
    const [, pid, pgid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return Number(pgid) === group && args.includes('modelProcess') ? [Number(pid)] : [];
  });
}

/** For the page, before VS Code's own scripts: they take the language from here, and tell the extension host. */
function speaking(language: string): string {
  const value = JSON.stringify(language);
  return `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => ${value}, set: () => undefined });`;
}

/**
 * Starts a session. Only one at a time: two editors on two cores are slower than one after the other.
 * @throws {Error} when the host can't be set up or does not start
 */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const parent = mkdtempSync(join(tmpdir(), 'universal-ner-folder-'));
  const removeFolder = onceAtEnd(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'samples');
  cpSync(join(root, 'samples'), folder, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const server = await startCodeServer({ vsix: packagedExtension(), ...options });
  const browser = await startBrowser();
  if (options.language !== undefined) {
    await browser.page.addInitScript({ content: speaking(options.language) });
  }
  const workbench = new Workbench(browser.page);
  await workbench.open(workbenchUrl(server, { folder }));
  return {
    workbench,
    server,
    folder,
    modelProcesses: () => modelProcessesIn(server.pid),
    async stop() {
      await browser.stop();
      server.stop();
      removeFolder();
    },
  };
}
