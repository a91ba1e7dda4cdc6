import { minScoresOf } from '../entities/typeOptionLayers.ts';
import type { MinScore } from '../protocol.ts';
import { ClosedDocuments } from './closedDocuments.ts';
import type { ServerContext } from './context.ts';

/** Lets the store follow the open documents, and the minimum scores and colours of their types, at once. */
export function registerStoreSync({
  documents,
  configuration,
  types,
  store,
  model,
  extractions,
}: ServerContext): void {
  const closed = new ClosedDocuments();
  const minScore = (uri: string): MinScore => ({
    general: configuration.of(uri).minScore ?? model.minScore,
    byType: minScoresOf(types.inUse(uri).options),
  });
  documents.onDidOpen((document) => {
    const { uri, version } = document;
    const known = closed.take(document);
    store.open(uri, version, minScore(uri), known?.document);
    store.setColors(uri, types.inUse(uri).colors);
    if (!known) return;
    extractions.resume(uri, known.live);
    const isBehind = store.mentions(uri).some(({ state }) => state === 'stale');
    const isFollowed = isBehind && configuration.of(uri).liveUpdates;
    if (known.document.isUnfinished || isFollowed) void extractions.update(uri);
  });
  documents.onDidEdit(({ document: { uri, version }, edit }) => {
    store.edit(uri, version, [edit]);
  });
  documents.onWillClose((document) => {
    const live = extractions.liveScope(document.uri);
    const entities = store.close(document.uri);
    if (live && entities) closed.put(document, { document: entities, live });
  });
  types.onDidChange((uri) => {
    store.setMinScore(uri, minScore(uri));
    store.setColors(uri, types.inUse(uri).colors);
  });
}
