import { discoverInConversation } from '../entities/discovery/conversation.ts';
import { discover } from '../entities/discovery/discover.ts';
import type { DocumentSnapshot } from '../entities/extract.ts';
import { TypeResolver } from '../entities/types.ts';
import { ModelError } from '../model/engine.ts';
import type { DiscoveredTypes } from '../protocol.ts';
import type { DiscoverCommand } from './arguments.ts';
import { discoveryModelOf } from './discoveryModel.ts';
import { readInput } from './inputs.ts';
import { modelLine } from './modelLine.ts';
import { oneLine } from './progressLine.ts';
import { proposalsView } from './proposalsView.ts';
import type { CommandRooms } from './runExtract.ts';
import { terminalWords } from './terminalWords.ts';

/**
 * Proposes types for a document and prints them, the best first.
 * @returns whether the document could be read and the model asked
 */
export async function runDiscover(command: DiscoverCommand, rooms: CommandRooms): Promise<boolean> {
  const { input, json, language, verbose } = command;
  const { print, tell, progress } = rooms;
  const read = await readInput(input === '-' ? { name: input } : { name: input, path: input }, language);
  if ('reason' in read) {
    tell(`${read.name}: ${read.reason}`);
    return false;
  }
  const since = performance.now();
  let found: DiscoveredTypes;
  try {
    found = await search({ uri: input, version: 1, ...read }, command, rooms);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    tell(`${error.message} ${terminalWords(error.remedy)}`);
    return false;
  } finally {
    progress.clear();
  }
  const { proposals, problem, asking } = found;
  if (verbose) {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    const whom = asking === undefined ? '' : ` to ${asking}`;
    tell(`${input}: ${String(found.progress.asked)} questions${whom} in ${seconds} s`);
    if (asking === undefined && found.progress.asked > 0) tell(modelLine(await rooms.engine.describe()));
  }
  if (problem) tell(`${problem.message} ${terminalWords(problem.remedy)}`);
  if (json) await print(`${JSON.stringify({ file: input, proposals }, null, 2)}\n`);
  else if (proposals.length === 0) tell(`${input}: no types with mentions were found`);
  else await print(proposalsView(proposals, process.stdout.isTTY ? process.stdout.columns || 80 : Infinity));
  return problem === undefined;
}

async function search(
  document: DocumentSnapshot,
  command: DiscoverCommand,
  { engine, choice, cache, tell, progress }: CommandRooms,
): Promise<DiscoveredTypes> {
  const onProgress = (state: () => DiscoveredTypes): void => {
    progress.say(() => progressOf(command.input, state()));
  };
  const model = discoveryModelOf(command, (line) => {
    if (command.verbose) tell(line);
  });
  if (!model) {
    const resolver = new TypeResolver();
    const { passageBudget, key } = choice;
    return discover(
      document,
      { passageBudget, resolve: (type) => resolver.resolve(type), onProgress },
      { engine, cache, modelKey: key },
    );
  }
  const end = (): void => model.dispose();
  process.once('exit', end);
  try {
    return await discoverInConversation(document, model, { onProgress });
  } finally {
    process.off('exit', end);
    end();
  }
}

function progressOf(name: string, { proposals, progress, asking }: DiscoveredTypes): string {
  const { asked, total, etaMs } = progress;
  const whom = asking === undefined ? '' : `  asking ${oneLine(asking)}`;
  const left = etaMs === undefined ? '' : `  ${String(Math.ceil(etaMs / 1000))} s left`;
  const best = proposals.slice(0, 5).map((proposal) => proposal.name);
  return `${oneLine(name)}${whom}  questions ${String(asked)}/${String(total)}${left}  ${best.join(', ')}`;
}
