import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser } from './browser.ts';
import { onceAtEnd } from './cleanup.ts';
import { startCodeServer, workbenchUrl } from './codeServer.ts';
import type { CodeServer, ServerOptions } from './codeServer.ts';
import { root } from './hostFiles.ts';
import { packagedExtension } from './packagedExtension.ts';
import { Workbench } from './workbench.ts';

/** VS Code with the packaged extension and a folder of its own with the samples. */
export interface Session {
  readonly workbench: Workbench;
  readonly server: CodeServer;
  /** The opened folder, a copy of samples/ that a test may change. */
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * Starts a session. Only one at a time: two editors on two cores are slower than one after the other.
 * @throws {Error} when the host can't be set up or does not start
 */
export async function startSession(options: ServerOptions = {}): Promise<Session> {
  const parent = mkdtempSync(join(tmpdir(), 'universal-ner-folder-'));
  const removeFolder = onceAtEnd(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'samples');
  cpSync(join(root, 'samples'), folder, { recursive: true });
  const server = await startCodeServer({ vsix: packagedExtension(), ...options });
  const browser = await startBrowser();
  const workbench = new Workbench(browser.page);
  await workbench.open(workbenchUrl(server, { folder }));
  return {
    workbench,
    server,
    folder,
    async stop() {
      await browser.stop();
      server.stop();
      removeFolder();
    },
  };
}
