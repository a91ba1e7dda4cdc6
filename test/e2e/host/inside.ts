import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { startBrowser } from './browser.ts';
import { startCodeServer, workbenchUrl } from './codeServer.ts';
import { root } from './hostFiles.ts';
import { packagedExtension } from './packagedExtension.ts';
import { waitFor } from './waitFor.ts';

/** What became of one test that ran inside the extension host. */
export interface InsideResult {
  readonly title: string;
  readonly error?: string;
}

/** A folder with a package that is no extension but makes VS Code run a suite. */
const carrier = join(root, 'test/e2e/inside');
const bundled = join(root, '.vscode-test/inside');
const limitMs = 240_000;

/** Bundles the suite; mocha itself is found in the clone's node_modules. @returns the suite's entry */
async function bundleSuite(): Promise<string> {
  rmSync(bundled, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: readdirSync(carrier)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(carrier, name)),
    outdir: bundled,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
  return join(bundled, 'index.cjs');
}

function readReport(report: string): InsideResult[] | undefined {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as InsideResult[];
  } catch {
    return undefined;
  }
}

async function runInCodeServer(suite: string, folder: string, report: string): Promise<void> {
  const server = await startCodeServer({
    vsix: packagedExtension(),
    testDriver: true,
    env: { UNIVERSAL_NER_TEST_REPORT: report },
  });
  const browser = await startBrowser();
  try {
    let ended = false;
    // The page reports through these; VS Code looks for them when it starts.
    await browser.page.exposeFunction('codeAutomationLog', () => undefined);
    await browser.page.exposeFunction('codeAutomationExit', () => (ended = true));
    const suitePaths = { extensionDevelopmentPath: carrier, extensionTestsPath: suite };
    await browser.page.goto(workbenchUrl(server, { folder, ...suitePaths }));
    await waitFor('the suite in the extension host', () => ended || undefined, limitMs);
  } finally {
    await browser.stop();
    server.stop();
  }
}

async function runInElectron(suite: string, folder: string, report: string): Promise<void> {
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } =
    await import('@vscode/test-electron');
  const { execFileSync } = await import('node:child_process');
  const vscodeExecutablePath = process.env['VSCODE_EXECUTABLE'] ?? (await downloadAndUnzipVSCode());
  const [cli, ...flags] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
  if (cli === undefined) throw new Error(`${vscodeExecutablePath} has no command line.`);
  execFileSync(cli, [...flags, '--install-extension', packagedExtension(), '--force'], { stdio: 'inherit' });
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: carrier,
    extensionTestsPath: suite,
    launchArgs: [folder, '--disable-workspace-trust'],
    extensionTestsEnv: { UNIVERSAL_NER_TEST_REPORT: report },
  });
}

/**
 * Runs the suite of test/e2e/inside in the extension host of a real VS Code, with the packaged extension installed.
 * @param folder the workspace
 * @throws {Error} when the host can't be had, or ends without a report
 */
export async function runInside(host: TestHost, folder: string): Promise<InsideResult[]> {
  const suite = await bundleSuite();
  const report = join(bundled, 'report.json');
  try {
    await (host === 'electron' ? runInElectron : runInCodeServer)(suite, folder, report);
  } catch (error) {
    if (!readReport(report)) throw error;
  }
  const results = readReport(report);
  if (!results) throw new Error('The suite in the extension host left no report.');
  return results;
}

export type TestHost = 'electron' | 'code-server';

/**
 * The host that the tests run in, by VSCODE_TEST_HOST; one is never taken in place of the other.
 * @throws {Error} when the variable names no host
 */
export function testHost(): TestHost {
  const host = process.env['VSCODE_TEST_HOST'] ?? 'code-server';
  if (host !== 'electron' && host !== 'code-server')
    throw new Error(`VSCODE_TEST_HOST is ${host}; it may be electron or code-server.`);
  return host;
}
