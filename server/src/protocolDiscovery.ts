/** The messages of {@link discoverTypes}; a part of `protocol.ts`, which exports them. */
import { NotificationType, RequestType } from 'vscode-jsonrpc';

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
}
/**
 * Client -> server: which types this document has mentions of; answers at the end. Cancelled, it answers what it has
 * found until then.
 */
export const discoverTypes = new RequestType<{ readonly uri: string }, DiscoveredTypes, void>(
  'universalNer/discoverTypes',
);
/** Server -> client: what `discoverTypes` has found so far, a few times a second. */
export const typesDiscovered = new NotificationType<DiscoveredTypes & { readonly uri: string }>(
  'universalNer/typesDiscovered',
);
