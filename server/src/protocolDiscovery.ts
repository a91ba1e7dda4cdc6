/** The messages of {@link discoverTypes}; a part of `protocol.ts`, which exports them. */
import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { UserError } from './protocol.ts';

/** A type that is proposed for a document. */
export interface TypeProposal {
  readonly name: string;
  /** The field that the type belongs to, in English: `medicine`, `places`. */
  readonly group: string;
  /** Up to three mentions, the surest first, as a reader reads them in the document. */
  readonly examples: readonly string[];
  /** About how many mentions the document has, from those in the passages that were asked. */
  readonly mentionEstimate: number;
  /** How sure and how rich the type is, from 0 to 1; only its order means something. */
  readonly score: number;
  /** Other types that would find nearly the same. */
  readonly similar: readonly string[];
}
export interface DiscoveryProgress {
  /** Queries that are answered. */
  readonly asked: number;
  /** Queries in all, as far as is known: what is asked later depends on earlier answers. */
  readonly total: number;
  /** Milliseconds to the end, as measured so far; absent before there is anything to measure. */
  readonly etaMs?: number;
}
/** What the discovery of a document's types has found so far. */
export interface DiscoveredTypes {
  /** The best first. */
  readonly proposals: readonly TypeProposal[];
  readonly progress: DiscoveryProgress;
  /** The instruct model that is asked, or the host; absent: the inventory is asked of the model of entities. */
  readonly asking?: string;
  /** Why it ended early; what was found before is here. */
  readonly problem?: UserError;
}

/** Who is to propose types, as `universalNer.discoveryModel` says. */
export type DiscoveryModelInfo =
  /** The model of entities, by the inventory of types. */
  | { readonly kind: 'inventory' }
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'endpoint';
      /** What consent and key belong to. */
      readonly address: string;
      readonly host: string;
      /** Whether it is this machine; else passages leave it, and only with {@link DiscoverTypesParams.access}. */
      readonly isLoopback: boolean;
      readonly isEncrypted: boolean;
      /** The model that is asked there, where the settings name one. */
      readonly model?: string;
    };
/** Client -> server: who is to propose types; asks nobody. Fails where the setting names nothing that can be asked. */
export const discoveryModel = new RequestType0<DiscoveryModelInfo, void>('universalNer/discoveryModel');

export interface DiscoverTypesParams {
  readonly uri: string;
  /** What the person allows, where an endpoint is asked. */
  readonly access?: {
    /** Passages may be sent to this address and to no other. */
    readonly address: string;
    readonly apiKey?: string;
  };
}
/**
 * Client -> server: which types this document has mentions of; answers at the end. Cancelled, it answers what it has
 * found until then.
 */
export const discoverTypes = new RequestType<DiscoverTypesParams, DiscoveredTypes, void>(
  'universalNer/discoverTypes',
);
/** Server -> client: what `discoverTypes` has found so far, a few times a second. */
export const typesDiscovered = new NotificationType<DiscoveredTypes & { readonly uri: string }>(
  'universalNer/typesDiscovered',
);
