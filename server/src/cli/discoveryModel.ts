import { chooseDiscovery } from '../discoveryChoice.ts';
import { openChatModel } from '../discoveryRoom.ts';
import type { ChatModel } from '../model/chatModel.ts';
import { ModelError } from '../model/engine.ts';
import type { DiscoverCommand } from './arguments.ts';

/** The variable that holds an API key: on a command line it would stand in lists of processes and in histories. */
const keyVariable = 'UNIVERSAL_NER_API_KEY';

/**
 * The chat model that a command names for discovery; `undefined`: the model of entities is asked.
 * @throws {ModelError} when passages would leave this machine and the command does not say so, or an address is none
 */
export function discoveryModelOf(
  { discoveryModel, modelName, sendPassages }: DiscoverCommand,
  log: (line: string) => void,
): ChatModel | undefined {
  const choice = chooseDiscovery({
    discoveryModel: discoveryModel ?? null,
    discoveryModelName: modelName ?? null,
  });
  if (choice.kind === 'inventory') return undefined;
  if (choice.kind === 'endpoint' && !choice.endpoint.isLoopback && !sendPassages) {
    throw new ModelError(
      `Passages of the document would leave this machine, for ${choice.endpoint.host}.`,
      'Say --send-passages where you want that.',
    );
  }
  const apiKey = process.env[keyVariable];
  return openChatModel(choice, { idleMs: 0, log, ...(apiKey && { apiKey }) });
}
