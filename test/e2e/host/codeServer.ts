import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onceAtEnd } from './cleanup.ts';
import { provideHostFiles } from './hostFiles.ts';
import { waitFor } from './waitFor.ts';

export interface ServerOptions {
  /** The packaged extension to install. */
  readonly vsix?: string;
  /** User settings, over those that keep the editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine: a window with a server takes those of machine scope from here alone. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Ask whether folders are trusted, as a person's VS Code does; else everything is trusted. */
  readonly workspaceTrust?: boolean;
  /** Lets the page load an extension under development and run a test suite in the extension host. */
  readonly testDriver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CodeServer {
  /** Address of the editor, without a path. */
  readonly base: string;
  /** The server's process id; it leads a process group of its own. */
  readonly pid: number;
  /** What the server printed so far. */
  log(): string;
  /** The extensions' log files lie below this folder. */
  readonly userData: string;
  /** The folder of the installed extensions. */
  readonly extensions: string;
  stop(): void;
}

const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'window.confirmBeforeClose': 'never',
};

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}

/** This process's environment without what would reach into the server or its extension host. */
function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_|npm_|CODE_SERVER|MOCHA_|PASSWORD$|PORT$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
  };
}

/**
 * Starts a VS Code server with folders of its own, on a free loopback port, and waits until it answers.
 * @throws {Error} with the server's output when it ends or stays silent for a minute
 */
export async function startCodeServer(options: ServerOptions = {}): Promise<CodeServer> {
  const { node, codeServer } = provideHostFiles();
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner-host-'));
  const removeFolder = onceAtEnd(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  );
  const [userData, extensions, home] = ['user-data', 'extensions', 'home'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const settings = JSON.stringify({
    ...quiet,
    'security.workspace.trust.enabled': options.workspaceTrust ?? false,
    ...options.settings,
  });
  for (const place of [join(userData, 'User'), join(userData, 'data/User'), home, extensions]) {
    mkdirSync(place, { recursive: true });
    if (place.endsWith('User')) writeFileSync(join(place, 'settings.json'), settings);
  }
  for (const place of [join(userData, 'Machine'), join(userData, 'data/Machine')]) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'settings.json'), JSON.stringify(options.machineSettings ?? {}));
  }
  const config = join(folder, 'config.yaml');
  writeFileSync(config, 'auth: none\ncert: false\n');
  const entry = join(codeServer, 'out/node/entry.js');
  const places = ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
  const env = { ...cleanEnvironment(home), ...options.env };
  if (options.vsix !== undefined) {
    const install = ['--install-extension', resolve(options.vsix), '--force'];
    execFileSync(node, [entry, ...places, ...install], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  const port = await freePort();
  const flags = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  flags.push('--disable-proxy', '--ignore-last-opened', '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`);
  if (!options.workspaceTrust) flags.push('--disable-workspace-trust');
  if (options.testDriver) flags.push('--vscode-option', 'enable-smoke-test-driver');
  const child = spawn(node, [entry, ...places, ...flags], {
    env,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => (output += part));
  }
  const pid = await new Promise<number>((started, failed) => {
    child.once('error', failed);
    child.once('spawn', () => started(child.pid ?? 0));
  });
  const endGroup = onceAtEnd(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  });
  const base = `http://127.0.0.1:${port}`;
  await waitFor(
    `code-server at ${base}`,
    async () => {
      if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}:\n${output}`);
      const answer = await fetch(base).catch(() => undefined);
      return answer && answer.status < 500 ? true : undefined;
    },
    60_000,
  );
  return {
    base,
    pid,
    userData,
    extensions,
    log: () => output,
    stop() {
      endGroup();
      removeFolder();
    },
  };
}

/** What the editor opens; paths on disk. */
export interface Opening {
  readonly folder?: string;
  readonly file?: string;
  /** With {@link ServerOptions.testDriver}: an extension under development, and a suite to run in its host. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** The address that opens the editor as asked. */
export function workbenchUrl(server: Pick<CodeServer, 'base'>, opening: Opening): string {
  const url = new URL(server.base);
  const remote = (path: string) => `vscode-remote://${url.host}${resolve(path)}`;
  const payload: [string, string][] = [];
  if (opening.file) payload.push(['openFile', remote(opening.file)]);
  if (opening.extensionDevelopmentPath)
    payload.push(['extensionDevelopmentPath', remote(opening.extensionDevelopmentPath)]);
  if (opening.extensionTestsPath) payload.push(['extensionTestsPath', remote(opening.extensionTestsPath)]);
  if (opening.folder) url.searchParams.set('folder', resolve(opening.folder));
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.toString();
}
