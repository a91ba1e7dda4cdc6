/**
 * `npm test`: installs what is missing, builds, checks and runs all tests, and packages the .vsix that the tests in
 * a real VS Code install. Ends with `N passed, N failed`; a step that is no test run counts as one failure when it
 * fails. `--only build,unit`: these steps alone.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, installIsNeeded, root, runProgram, seconds, tool } from './steps.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const counts = { passes: 0, failures: 0, pending: 0 };
/** What failed, told once more at the end: of a long log often only the end is kept. @type {string[]} */
const failedTests = [];
const scratch = mkdtempSync(join(tmpdir(), 'universal-ner-test-'));

/**
 * Runs mocha and adds its counts to the total. A run that leaves no counts, or runs no test, has failed.
 * @param {string} pattern of test files
 * @returns {Promise<number>} 0 when all tests passed
 */
async function mocha(pattern) {
  const report = join(scratch, 'counts.json');
  rmSync(report, { force: true });
  const program = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(root, 'test', 'countingReporter.ts');
  const args = [program, pattern, '--reporter', reporter, '--forbid-only'];
  const code = await runProgram(process.execPath, args, { MOCHA_COUNTS: report });
  if (!existsSync(report)) {
    counts.failures++;
    return 1;
  }
  const { passes, failures, pending, failed } = JSON.parse(readFileSync(report, 'utf8'));
  counts.passes += passes;
  counts.failures += failures;
  counts.pending += pending;
  failedTests.push(...failed);
  if (failures === 0 && (code !== 0 || passes === 0)) counts.failures++;
  return failures === 0 && passes > 0 ? code : 1;
}

/**
 * A step that is no test run: its failure counts as one.
 * @param {() => Promise<number>} step
 */
const check = (step) => async () => {
  const code = await step();
  if (code !== 0) counts.failures++;
  return code;
};

const browserPackages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji', 'fonts-noto-cjk'];

/** The tests in a real VS Code; where none can be had, that is said, and is a failure on a build server. */
async function endToEnd() {
  const usesBrowser = process.env['VSCODE_TEST_HOST'] !== 'electron' && !process.env['CHROMIUM'];
  const missing = usesBrowser ? await provideSystemPackages(browserPackages) : undefined;
  if (missing === undefined) return mocha('test/e2e/*.test.ts');
  console.error(`\n*** THE TESTS IN A REAL VS CODE DID NOT RUN: ${missing} ***\n`);
  counts.pending++;
  if (!process.env['CI']) return 0;
  counts.failures++;
  return 1;
}

/** The steps in order. What nothing can be done without ends the run. @type {[string, () => Promise<number>][]} */
const steps = [
  ['install', check(async () => (installIsNeeded() ? install() : 0))],
  ['build', check(build)],
  ['format', check(() => runProgram(tool('prettier'), ['--check', '--log-level', 'warn', '.']))],
  ['lint', check(() => runProgram(tool('eslint'), ['.']))],
  ['types', check(() => runProgram(tool('tsc'), ['--noEmit', '-p', '.']))],
  ['unit', () => mocha('test/unit/**/*.test.ts')],
  ['server', () => provideSystemPackages(['neovim']).then(() => mocha('test/server/**/*.test.ts'))],
  ['package', check(() => runProgram(process.execPath, ['scripts/package.mjs']))],
  ['e2e', endToEnd],
];
const needed = ['install', 'build'];

const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',');
const chosen = process.argv.includes('--only') ? steps.filter(([name]) => only?.includes(name)) : steps;
/** @type {string[]} */
const table = [];
let anyFailed = false;
for (const [name, step] of chosen) {
  console.log(`\n=== ${name}`);
  const since = performance.now();
  const code = await step();
  anyFailed ||= code !== 0;
  table.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds(since).padStart(8)}`);
  console.log(`=== ${table.at(-1)}`);
  if (code !== 0 && needed.includes(name)) break;
}
rmSync(scratch, { recursive: true, force: true });

console.log(`\n${table.join('\n')}\n`);
for (const failure of failedTests) console.log(`FAILED ${failure}`);
const skipped = counts.pending > 0 ? `, ${counts.pending} skipped` : '';
console.log(`${counts.passes} passed, ${counts.failures} failed${skipped}`);
process.exitCode = anyFailed ? 1 : 0;
