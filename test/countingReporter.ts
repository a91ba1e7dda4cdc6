import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Mocha's `spec` reporter that also leaves its counts as JSON in the file named by MOCHA_COUNTS, with a line for
 * each failed test: what it is called and the beginning of what went wrong.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const failed: string[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test: Mocha.Test, { message }: Error) => {
      failed.push(`${test.fullTitle()}: ${message.replace(/\s+/gu, ' ').slice(0, 300)}`);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env['MOCHA_COUNTS'];
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending, failed }));
    });
  }
}
