import { readEndpoint } from './model/remote/endpoint.ts';
import type { Endpoint } from './model/remote/endpoint.ts';
import { expandHome } from './modelChoice.ts';
import type { Settings } from './settings.ts';

/** Who proposes types for a document. */
export type DiscoveryChoice =
  /** The model of entities, by the inventory of types. */
  | { readonly kind: 'inventory' }
  /** An instruct model in a file. */
  | { readonly kind: 'file'; readonly path: string }
  /** A model that a server offers: the one that is named, or its first. */
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly model?: string };

/** What begins as an address does, or as people write one in short: `localhost:8080/v1`. A drive has one letter. */
const address = /^(?:[a-z][a-z\d+.-]*:\/\/|(?:\[[\da-f:.]+\]|[\w.-]{2,}):\d+(?:\/|$))/iu;

/**
 * @param settings `discoveryModel`: the path of a GGUF file (`~/` stands for the home folder), or the base address of a
 * server with an OpenAI-compatible API
 * @returns the choice, whether or not the file exists, or anybody answers at the address
 * @throws {ModelError} when an address is none
 */
export function chooseDiscovery({
  discoveryModel,
  discoveryModelName,
}: Pick<Settings, 'discoveryModel' | 'discoveryModelName'>): DiscoveryChoice {
  if (!discoveryModel) return { kind: 'inventory' };
  if (!address.test(discoveryModel)) return { kind: 'file', path: expandHome(discoveryModel) };
  return {
    kind: 'endpoint',
    endpoint: readEndpoint(discoveryModel),
    ...(discoveryModelName && { model: discoveryModelName }),
  };
}
