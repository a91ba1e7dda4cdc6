/**
 * How well a model finds what people marked: `npx tsx test/bench/accuracy.ts --data DIR [options]`.
 *
 * Asks every type of a data set about every record drawn from it, through the product's own engine and passages
 * of the catalog's budget, and scores as the UniversalNER paper does (Zhou et al., ICLR 2024): de-duplicated,
 * normalised strings for each record and type, micro precision, recall and F1 for each set, and their average.
 * DIR holds `<set>.<part>.jsonl.gz`, see `accuracy/nerSet.ts`. A measurement, not a test: it passes whatever
 * the numbers.
 */
import { Command } from 'commander';
import { Examinee } from './accuracy/examinee.ts';
import { drawRecords, readNerSet } from './accuracy/nerSet.ts';
import { Tally } from './accuracy/scoring.ts';

/** What the embedded model never saw in its training, and some that it did; see its card. */
const defaultSets = 'tasteset,cyner,re3d,music_queries,wikigold,bc5cdr,scierc';

const options = new Command('accuracy')
  .option('--data <folder>', 'the data sets', process.env['NER_DATA'])
  .option('--sets <list>', 'their names, separated by commas', defaultSets)
  .option('--part <name>', 'test or train', 'test')
  .option('--limit <count>', 'records drawn from each set', '60')
  .option('--seed <number>', 'which records are drawn', '1')
  .option('--min-score <scores>', 'minimum scores to compare, separated by commas', '0,0.1,0.2,0.3,0.4,0.5')
  .option('--budget <tokens>', "tokens of a passage (default: the catalog's)")
  .option('--model <path>', 'a GGUF file', 'embedded')
  .option('--lanes <count>', 'how many queries are decoded at once (default: as in the product)')
  .parse()
  .opts<Record<string, string | undefined>>();

const { data, sets = '', part = '', limit, seed, minScore = '', budget, model = '', lanes } = options;
if (data === undefined) {
  console.error('error: name the folder of the data sets with --data or NER_DATA');
  process.exit(2);
}
const examinee = new Examinee(model, {
  ...(budget !== undefined && { budget: Number(budget) }),
  ...(lanes !== undefined && { lanes: Number(lanes) }),
});

const percent = (part: number): string => (100 * part).toFixed(1).padStart(6);
const scores = minScore.split(',').map(Number);
const averages = new Map<number, number[]>(scores.map((score) => [score, []]));

console.log(`${'set'.padEnd(16)} queries  min   prec.  recall   F1`);
for (const name of sets.split(',')) {
  const since = performance.now();
  const set = drawRecords(await readNerSet(data, name, part), Number(limit), Number(seed));
  const answered = await examinee.ask(set);
  for (const score of scores) {
    const tally = new Tally();
    for (const { strings, expected } of answered) {
      const kept = strings.filter((string) => string.score >= score);
      tally.add(
        kept.map(({ text }) => text),
        expected,
      );
    }
    averages.get(score)?.push(tally.f1);
    const row = `${name.padEnd(16)} ${String(answered.length).padStart(7)}  ${score.toFixed(1)}`;
    console.log(`${row} ${percent(tally.precision)}  ${percent(tally.recall)} ${percent(tally.f1)}`);
  }
  console.error(`${name}: ${((performance.now() - since) / 1000).toFixed(0)} s`);
}
for (const [score, f1s] of averages) {
  const mean = f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length;
  console.log(
    `${'average'.padEnd(16)} ${' '.repeat(7)}  ${score.toFixed(1)} ${' '.repeat(14)} ${percent(mean)}`,
  );
}
examinee.dispose();
