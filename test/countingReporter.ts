import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's `spec` reporter that also leaves its counts as JSON in the file named by MOCHA_COUNTS. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env['MOCHA_COUNTS'];
      if (file) writeFileSync(file, JSON.stringify({ passes, failures, pending }));
    });
  }
}
