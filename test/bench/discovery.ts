/**
 * How long the discovery of types takes: to the first proposal, to a list of five, to the end, and how many questions
 * it asks. `npx tsx test/bench/discovery.ts [FILE ...] [--threads N]`; three samples without files. Prints a table for the
 * README, and the five best proposals of each document.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { languageIdOf } from '../../server/src/document/registry.ts';
import { AnswerCache } from '../../server/src/entities/cache.ts';
import { discover } from '../../server/src/entities/discovery/discover.ts';
import { TypeResolver } from '../../server/src/entities/types.ts';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { LocalEngine } from '../../server/src/model/local/localEngine.ts';
import { chooseModel } from '../../server/src/modelChoice.ts';
import type { DiscoveredTypes } from '../../server/src/protocol.ts';

/** Proposals are looked at so often, in milliseconds. */
const lookMs = 100;
const enough = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) } },
});
const sample = (name: string): string => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
const files =
  positionals.length > 0 ? positionals : ['news-report.md', 'clinical-note.txt', 'contract.md'].map(sample);

interface Measured {
  readonly first: number | undefined;
  readonly several: number | undefined;
  readonly end: number;
  readonly found: DiscoveredTypes;
}

/** Milliseconds from a model that is loaded, with nothing in the cache. */
async function measure(file: string, engine: LocalEngine): Promise<Measured> {
  const { key: modelKey, passageBudget } = chooseModel(embeddedModel.id);
  const resolver = new TypeResolver();
  const started = performance.now();
  let lookedAt = 0;
  let first: number | undefined;
  let several: number | undefined;
  const look = (found: () => DiscoveredTypes): void => {
    const now = performance.now();
    if (several !== undefined || now - lookedAt < lookMs) return;
    lookedAt = now;
    const { length } = found().proposals;
    if (length > 0) first ??= now - started;
    if (length >= enough) several = now - started;
  };
  const found = await discover(
    { uri: file, version: 1, languageId: languageIdOf(basename(file)), text: readFileSync(file, 'utf8') },
    { passageBudget, resolve: (type) => resolver.resolve(type), onProgress: look },
    { engine, cache: new AnswerCache(), modelKey },
  );
  return { first, several, end: performance.now() - started, found };
}

const { modelPath, entry } = chooseModel(embeddedModel.id);
const engine = new LocalEngine({
  modelPath,
  ...(entry && { entry }),
  wishes: { threads: Number(values.threads) },
  idleMs: 0,
  log: () => undefined,
});
const seconds = (ms: number | undefined): string => (ms === undefined ? '-' : `${(ms / 1000).toFixed(1)} s`);
try {
  await engine.describe();
  console.log(`${values.threads} thread(s)\n`);
  console.log(
    '| Document | First proposal | Five proposals | End | Questions | Proposals | The first five |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const file of files) {
    const { first, several, end, found } = await measure(file, engine);
    const best = found.proposals.slice(0, enough).map(({ name }) => name);
    const cells = [basename(file), seconds(first), seconds(several), seconds(end)];
    const counts = [found.progress.asked, found.proposals.length].map(String);
    console.log(`| ${[...cells, ...counts, best.join(', ')].join(' | ')} |`);
  }
} finally {
  engine.dispose();
}
