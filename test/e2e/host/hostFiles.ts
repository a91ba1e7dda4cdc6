import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** code-server refuses Node 20; the tests themselves run on any. */
const nodeVersion = '24.21.0';
const codeServerVersion = '4.139.1';

/** A VS Code server and the Node that runs it. */
export interface HostFiles {
  readonly node: string;
  /** The folder of the code-server package. */
  readonly codeServer: string;
}

const windows = process.platform === 'win32';

function npmInstall(folder: string, ...packages: string[]): void {
  if (!existsSync(join(folder, 'package.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  }
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = windows ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', ...flags, ...packages], { cwd: folder, stdio: 'inherit', shell: windows });
}

/**
 * Sets the host up from the npm registry into `.vscode-test/`, once for each pair of versions (about 20 s, 800 MB).
 * The install scripts of code-server would compile native modules; without them the server lacks a terminal and a
 * file watcher of its own, which no test here needs.
 * @throws {Error} when npm fails
 */
export function provideHostFiles(): HostFiles {
  const platform = `${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = join(
    root,
    '.vscode-test',
    `code-server-${codeServerVersion}-node-${nodeVersion}-${platform}`,
  );
  const files: HostFiles = {
    node: join(folder, `node_modules/node-${platform}/bin/${windows ? 'node.exe' : 'node'}`),
    codeServer: join(folder, 'node_modules/code-server'),
  };
  if (existsSync(folder)) return files;
  console.log(`Setting up code-server ${codeServerVersion} and Node ${nodeVersion} ...`);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  npmInstall(unfinished, `node-${platform}@${nodeVersion}`, `code-server@${codeServerVersion}`);
  const editor = join(unfinished, 'node_modules/code-server/lib/vscode');
  npmInstall(editor);
  npmInstall(join(editor, 'extensions'));
  renameSync(unfinished, folder);
  return files;
}
