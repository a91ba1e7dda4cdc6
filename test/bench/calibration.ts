/**
 * What a score is worth: `npx tsx test/bench/calibration.ts --data DIR [--limit N] [--answers DIR]`.
 *
 * Fits a map from score to share of right answers on the `train` parts of sets that the embedded model never saw,
 * and tells on `test` parts, of unseen and of seen sets apart, how reliable scores are before and after it, and
 * precision, recall and F1 at several minimum scores (as `accuracy.ts` scores). A measurement, not a test.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { Examinee } from './accuracy/examinee.ts';
import type { Answered } from './accuracy/examinee.ts';
import { drawRecords, readNerSet } from './accuracy/nerSet.ts';
import { calibrate } from '../../server/src/model/calibration.ts';
import { binsOf, calibrationError, fitCalibration, judge } from './accuracy/reliability.ts';
import type { Judged } from './accuracy/reliability.ts';
import { Tally } from './accuracy/scoring.ts';

const options = new Command('calibration')
  .requiredOption('--data <folder>', 'the data sets', process.env['NER_DATA'])
  .option('--unseen <list>', 'sets that the model never saw', 'tasteset,cyner,re3d,music_queries')
  .option('--seen <list>', 'sets that it was trained on', 'wikigold,bc5cdr,scierc')
  .option('--limit <count>', 'records drawn from each part of a set', '120')
  .option('--answers <folder>', 'where the answers are kept, and read when they are there')
  .parse()
  .opts<{ data: string; unseen: string; seen: string; limit: string; answers?: string }>();

const examinee = new Examinee('embedded');
/** Training and test parts are drawn with seeds of their own. */
const seeds = { train: 7, test: 1 };
const groups = 20;

async function answersOf(name: string, part: 'train' | 'test'): Promise<readonly Answered[]> {
  const file = options.answers && join(options.answers, `${name}.${part}.${options.limit}.json`);
  if (file) {
    const kept = await readFile(file, 'utf8').catch(() => undefined);
    if (kept !== undefined) return JSON.parse(kept) as Answered[];
  }
  const set = drawRecords(await readNerSet(options.data, name, part), Number(options.limit), seeds[part]);
  const answered = await examinee.ask(set);
  if (file) {
    await mkdir(options.answers ?? '', { recursive: true });
    await writeFile(file, JSON.stringify(answered));
  }
  return answered;
}

async function allOf(
  names: string,
  part: 'train' | 'test',
): Promise<ReadonlyMap<string, readonly Answered[]>> {
  const sets = new Map<string, readonly Answered[]>();
  for (const name of names.split(',')) sets.set(name, await answersOf(name, part));
  return sets;
}

const percent = (share: number): string => (100 * share).toFixed(1).padStart(6);

function printReliability(title: string, judged: readonly Judged[]): void {
  const calibrated = judged.map(({ score, isRight }) => ({ score: calibrate(calibration, score), isRight }));
  console.log(
    `\n${title}: ${String(judged.length)} answers, ${percent(judged.filter(({ isRight }) => isRight).length / judged.length)} % right; calibration error ${calibrationError(judged).toFixed(3)}, calibrated ${calibrationError(calibrated).toFixed(3)}`,
  );
  console.log('  score      answers  mean score  calibrated   right');
  for (const { from, to, count, meanScore, right } of binsOf(judged)) {
    const cells = [meanScore, calibrate(calibration, meanScore), right].map((value) => value.toFixed(2));
    console.log(
      `  ${from.toFixed(1)}-${to.toFixed(1)}  ${String(count).padStart(9)}  ${(cells[0] ?? '').padStart(10)}  ${(cells[1] ?? '').padStart(10)}  ${(cells[2] ?? '').padStart(6)}`,
    );
  }
}

function printAccuracy(sets: ReadonlyMap<string, readonly Answered[]>): void {
  console.log('  set              min   prec.  recall     F1');
  for (const minScore of [0, 0.1, 0.2, 0.3, 0.5]) {
    const f1s = [...sets].map(([name, answered]) => {
      const tally = new Tally();
      for (const { strings, expected } of answered)
        tally.add(
          strings.filter(({ score }) => score >= minScore).map(({ text }) => text),
          expected,
        );
      if (minScore === embeddedModel.minScore)
        console.log(
          `  ${name.padEnd(16)} ${minScore.toFixed(1)}  ${percent(tally.precision)}  ${percent(tally.recall)} ${percent(tally.f1)}`,
        );
      return tally.f1;
    });
    console.log(
      `  ${'average'.padEnd(16)} ${minScore.toFixed(1)}  ${' '.repeat(14)} ${percent(f1s.reduce((a, b) => a + b, 0) / f1s.length)}`,
    );
  }
}

const trained = await allOf(options.unseen, 'train');
const fitted = [...trained.values()].flatMap(judge);
const calibration = fitCalibration(fitted, groups);
console.log(
  `calibration: ${calibration.map(([score, share]) => `[${score.toFixed(2)}, ${share.toFixed(2)}]`).join(', ')}`,
);
printReliability('train parts of unseen sets', fitted);
printAccuracy(trained);
for (const [title, names] of [
  ['test parts of unseen sets', options.unseen],
  ['test parts of seen sets', options.seen],
] as const) {
  const sets = await allOf(names, 'test');
  printReliability(title, [...sets.values()].flatMap(judge));
  printAccuracy(sets);
}
examinee.dispose();
