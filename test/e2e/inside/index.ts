import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type MochaClass from 'mocha';
import type { InsideResult } from '../host/inside.ts';

/** Runs the suite inside the extension host; every VS Code's test runner calls it. */
export async function run(): Promise<void> {
  const { default: Mocha } = (await import('mocha')) as unknown as { default: typeof MochaClass };
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, color: false });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'))) {
    mocha.addFile(join(__dirname, file));
  }
  const results: InsideResult[] = [];
  const failures = await new Promise<number>((done) => {
    mocha
      .run(done)
      .on('pass', (test) => results.push({ title: test.fullTitle() }))
      .on('fail', (test, error: Error) =>
        results.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
      );
  });
  const report = process.env['UNIVERSAL_NER_TEST_REPORT'];
  if (report) writeFileSync(report, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} tests failed in the extension host.`);
}
