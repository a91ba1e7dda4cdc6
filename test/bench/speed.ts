/**
 * How fast types are asked: UniversalNER's own way, one rewinding lane, and all lanes, on the same weights
 * and threads in one run. The peer is llama.cpp's server, where LLAMA_SERVER names its binary (see CONTRIBUTING.md for
 * how to build it).
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { startLlamaServer } from './llamaServer.ts';
import { measureRates, tokensNeeded } from './limit.ts';
import type { Rates } from './limit.ts';
import { OptionError, orEnd, readOptions } from './options.ts';
import { lanesPath, officialPath, runtimeWith } from './paths.ts';
import type { Path } from './paths.ts';
import { workloads } from './workloads.ts';
import type { Workload } from './workloads.ts';

// Decoding is 2-3 times slower with libuv's usual pool, whose size is read when the process starts.
if (process.env['UV_THREADPOOL_SIZE'] !== '1') {
  const again = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: 'inherit',
  });
  process.exit(again.status ?? 1);
}

// The runtime adds a listener for every model that it loads.
process.setMaxListeners(0);

const usage =
  'npm run bench -- speed [--runs N] [--threads N] [--lanes N] [--slots N,N] [--only TEXT] [--json FILE]';
const { runs, threads, lanes, only, json, ...values } = readOptions(usage, {
  numbers: { runs: 3, threads: Math.max(1, availableParallelism() - 1), lanes: 12 },
  texts: { slots: undefined, only: '', json: undefined },
});

interface Row {
  readonly workload: string;
  readonly path: string;
  readonly slots?: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly tokens: number;
  readonly queries: number;
}

const slots = (values.slots ?? `1,${String(lanes)}`).split(',').map(Number);
const chosen = workloads().filter(({ name }) => name.includes(only ?? ''));
orEnd(usage, () => {
  if (!slots.every((count) => Number.isInteger(count) && count > 0))
    throw new OptionError('--slots is a list of numbers, separated by commas.');
  if (chosen.length === 0) {
    const names = workloads().map(({ name }) => JSON.stringify(name));
    throw new OptionError(`--only is a part of one of ${names.join(', ')}.`);
  }
  writeRows([]);
});
const modelPath = fileURLToPath(new URL(`../../models/${embeddedModel.file}`, import.meta.url));
const alone = await runtimeWith(modelPath, 1, threads);
const official = officialPath(alone, alone.context.getSequence());
const rewind = lanesPath('rewind', () => runtimeWith(modelPath, 1, threads));
const ours = lanesPath('ours', () => runtimeWith(modelPath, lanes, threads));
const rates = await ratesOf();

console.log(
  `${embeddedModel.name}, ${String(threads)} thread(s), ${String(lanes)} lanes; limit: ${rates.prefill.toFixed(2)} ms a token prefilled, ${rates.step.toFixed(2)} ms a token decoded; load average (1 minute): ${(loadavg()[0] ?? 0).toFixed(1)}`,
);
const binary = process.env['LLAMA_SERVER'];
if (binary === undefined) console.log('llama-server: not measured (LLAMA_SERVER does not name its binary)');
const rows: Row[] = [];
const servers: Path[] = [];
for (const count of binary === undefined ? [] : slots)
  servers.push(await startLlamaServer(binary ?? '', modelPath, alone, count));
for (const workload of chosen) {
  await measure(workload);
  writeRows(rows);
}
for (const path of [official, rewind, ours, ...servers]) await path.close();
process.exit(0);

/** Writes the rows where they are wanted; before the first there is, so that hours are not measured in vain. */
function writeRows(measured: readonly Row[]): void {
  if (json === undefined) return;
  try {
    writeFileSync(json, `${JSON.stringify(measured, null, 1)}\n`);
  } catch (error) {
    throw new OptionError(`--json: ${String(error)}`);
  }
}

async function ratesOf(): Promise<Rates> {
  const runtime = await runtimeWith(modelPath, lanes, threads);
  const sequences = Array.from({ length: lanes }, () => runtime.context.getSequence());
  const measured = await measureRates(runtime, sequences);
  await runtime.context.dispose();
  return measured;
}

/** Runs the paths in turn, so that a change of the machine's speed meets all of them. */
async function measure(workload: Workload): Promise<void> {
  const paths = [official, rewind, ours, ...servers];
  const times = new Map<Path, number[]>(paths.map((path) => [path, []]));
  const tokens = new Map<Path, number>();
  const answers = new Map<Path, readonly (readonly string[])[]>();
  for (let run = 0; run < runs; run++)
    for (const path of paths) {
      await path.reset();
      const started = performance.now();
      const result = await path.run(workload.queries);
      times.get(path)?.push(performance.now() - started);
      tokens.set(path, result.answerTokens);
      answers.set(path, result.answers);
    }
  const limit = tokensNeeded(alone, workload.queries) * rates.prefill + (tokens.get(ours) ?? 0) * rates.step;
  console.log(`\n${workload.name} (${String(workload.queries.length)} queries)`);
  for (const path of paths) report(workload, path, times.get(path) ?? [], tokens.get(path) ?? 0);
  report(workload, { name: 'limit' }, [limit], tokens.get(ours) ?? 0);
  const median = (path: Path): number => medianOf(times.get(path) ?? []);
  const peer = servers.length > 0 ? Math.min(...servers.map(median)) / median(ours) : undefined;
  console.log(
    `  ours: ${(median(official) / median(ours)).toFixed(1)}x official, ${(median(rewind) / median(ours)).toFixed(1)}x rewind, ${peer === undefined ? '' : `${peer.toFixed(1)}x llama-server, `}${((100 * limit) / median(ours)).toFixed(0)} % of the limit; answers that differ from rewind's: ${String(differing(answers.get(rewind), answers.get(ours)))}`,
  );
}

function report(
  workload: Workload,
  { name, slots }: Pick<Path, 'name' | 'slots'>,
  ms: readonly number[],
  tokens: number,
): void {
  const row: Row = {
    workload: workload.name,
    path: name,
    ...(slots !== undefined && { slots }),
    medianMs: medianOf(ms),
    minMs: Math.min(...ms),
    maxMs: Math.max(...ms),
    tokens,
    queries: workload.queries.length,
  };
  rows.push(row);
  const column = (value: number): string => value.toFixed(0).padStart(9);
  const label = slots === undefined ? name : `${name} x${String(slots)}`;
  console.log(
    `  ${label.padEnd(16)}${column(row.medianMs)} ms  (${column(row.minMs)} - ${column(row.maxMs)})  ${String(tokens).padStart(6)} answer tokens`,
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function differing(
  a: readonly (readonly string[])[] | undefined,
  b: readonly (readonly string[])[] | undefined,
): number {
  return (a ?? []).filter((strings, index) => strings.join('\n') !== b?.[index]?.join('\n')).length;
}
