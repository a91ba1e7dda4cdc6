import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { OptionError, parseOptions } from '../../bench/options.ts';

const parse = (...args: string[]) =>
  parseOptions(args, { numbers: { runs: 3, 'most-pages': 100 }, texts: { only: '', json: undefined } });

describe('the options of a measurement', () => {
  it('are what is given, else what is usual', () => {
    assert.deepEqual(parse(), { runs: 3, 'most-pages': 100, only: '', json: undefined });
    assert.deepEqual(parse('--runs', '1', '--only=passage', '--json', 'a.json', '--most-pages', '1000'), {
      runs: 1,
      'most-pages': 1000,
      only: 'passage',
      json: 'a.json',
    });
  });

  it('are refused in one sentence where they are wrong', () => {
    for (const [args, message] of [
      [['--runs', 'x'], /^--runs is a number from 1 on, not "x"\.$/],
      [['--runs', '0'], /^--runs is a number/],
      [['--runs=-1'], /^--runs is a number/],
      [['--runs', '1e9'], /^--runs is a number/],
      [['--runs'], /--runs/],
      [['--pages', '3'], /--pages/],
      [['speed'], /speed/],
    ] as const)
      assert.throws(
        () => parse(...args),
        (error) =>
          error instanceof OptionError && message.test(error.message) && !error.message.includes('\n'),
        args.join(' '),
      );
  });
});
