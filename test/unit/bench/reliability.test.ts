import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calibrate } from '../../../server/src/model/calibration.ts';
import { binsOf, calibrationError, fitCalibration, judge } from '../../bench/accuracy/reliability.ts';

const judgements = fc.array(
  fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() }),
  { minLength: 1, maxLength: 200 },
);
const groups = 10;

describe('the reliability of scores', () => {
  it('counts every answer in one bin, the highest score too', () => {
    fc.assert(
      fc.property(judgements, (judged) => {
        const counted = binsOf(judged).reduce((sum, { count }) => sum + count, 0);
        assert.equal(counted, judged.length);
      }),
    );
    assert.equal(binsOf([{ score: 1, isRight: true }]).at(-1)?.count, 1);
  });

  it('is calibrated by a map that never falls, between shares that were seen', () => {
    fc.assert(
      fc.property(judgements, (judged) => {
        const calibration = fitCalibration(judged, groups);
        const shares = Array.from({ length: 101 }, (_, index) => calibrate(calibration, index / 100));
        for (const [index, share] of shares.entries()) {
          assert.ok(share >= 0 && share <= 1);
          assert.ok(index === 0 || share >= (shares[index - 1] ?? 0) - 1e-12);
        }
      }),
    );
  });

  it('is better after calibration where scores are far too high', () => {
    const judged = Array.from({ length: 100 }, (_, index) => ({ score: 0.9, isRight: index < 30 }));
    assert.ok(Math.abs(calibrationError(judged) - 0.6) < 1e-9);
    const calibration = fitCalibration(judged, groups);
    assert.ok(Math.abs(calibrate(calibration, 0.9) - 0.3) < 1e-9);
  });

  it('is that of the nearest point outside of what was seen, and the score where nothing was', () => {
    const calibration = [[0.2, 0.3] as const, [0.6, 0.5] as const];
    assert.deepEqual(
      [0, 0.2, 0.4, 0.6, 1].map((score) => Number(calibrate(calibration, score).toFixed(6))),
      [0.3, 0.3, 0.4, 0.5, 0.5],
    );
    assert.equal(calibrate([], 0.7), 0.7);
  });

  it('judges each string once, with its best score, whatever its case and articles', () => {
    const strings = [
      { text: 'The Thames', score: 0.4 },
      { text: 'thames', score: 0.7 },
      { text: 'Ada', score: 0.2 },
    ];
    assert.deepEqual(judge([{ strings, expected: ['Thames'] }]), [
      { score: 0.7, isRight: true },
      { score: 0.2, isRight: false },
    ]);
  });
});
