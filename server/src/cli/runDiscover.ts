import { discover } from '../entities/discovery/discover.ts';
import { TypeResolver } from '../entities/types.ts';
import { ModelError } from '../model/engine.ts';
import type { DiscoveredTypes } from '../protocol.ts';
import type { DiscoverCommand } from './arguments.ts';
import { readInput } from './inputs.ts';
import { oneLine } from './progressLine.ts';
import { proposalsView } from './proposalsView.ts';
import type { CommandRooms } from './runExtract.ts';

/**
 * Proposes types for a document and prints them, the best first.
 * @returns whether the document could be read and the model asked
 */
export async function runDiscover(
  { input, json, language, verbose }: DiscoverCommand,
  rooms: CommandRooms,
): Promise<boolean> {
  const { engine, choice, cache, print, tell, progress } = rooms;
  const read = await readInput(input === '-' ? { name: input } : { name: input, path: input }, language);
  if ('reason' in read) {
    tell(`${read.name}: ${read.reason}`);
    return false;
  }
  const resolver = new TypeResolver();
  const since = performance.now();
  let found: DiscoveredTypes;
  try {
    found = await discover(
      { uri: input, version: 1, ...read },
      {
        passageBudget: choice.passageBudget,
        resolve: (type) => resolver.resolve(type),
        onProgress: (state) => {
          progress.say(() => progressOf(input, state()));
        },
      },
      { engine, cache, modelKey: choice.key },
    );
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    tell(`${error.message} ${error.remedy.replaceAll('universalNer.model', '--model')}`);
    return false;
  } finally {
    progress.clear();
  }
  if (verbose) {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    tell(`${input}: ${String(found.progress.asked)} questions in ${seconds} s`);
  }
  const { proposals } = found;
  if (json) await print(`${JSON.stringify({ file: input, proposals }, null, 2)}\n`);
  else if (proposals.length === 0) tell(`${input}: no types with mentions were found`);
  else await print(proposalsView(proposals, process.stdout.isTTY ? process.stdout.columns || 80 : Infinity));
  return true;
}

function progressOf(name: string, { proposals, progress: { asked, total, etaMs } }: DiscoveredTypes): string {
  const left = etaMs === undefined ? '' : `  ${String(Math.ceil(etaMs / 1000))} s left`;
  const best = proposals.slice(0, 5).map((proposal) => proposal.name);
  return `${oneLine(name)}  questions ${String(asked)}/${String(total)}${left}  ${best.join(', ')}`;
}
