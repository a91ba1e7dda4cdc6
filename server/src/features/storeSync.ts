import type { Settings } from '../settings.ts';
import type { MinScore } from '../protocol.ts';
import { ClosedDocuments } from './closedDocuments.ts';
import type { ServerContext } from './context.ts';

/** Lets the store follow the open documents and the minimum score of the settings, at once. */
export function registerStoreSync({
  documents,
  configuration,
  store,
  model,
  extractions,
}: ServerContext): void {
  const closed = new ClosedDocuments();
  const minScore = (uri: string): MinScore => readMinScore(configuration.of(uri), model.minScore);
  documents.onDidOpen((document) => {
    const { uri, version } = document;
    const known = closed.take(document);
    store.open(uri, version, minScore(uri), known?.document);
    if (!known) return;
    extractions.resume(uri, known.live);
    const isBehind = store.mentions(uri).some(({ state }) => state === 'stale');
    if (isBehind && configuration.of(uri).liveUpdates) void extractions.update(uri);
  });
  documents.onDidEdit(({ document: { uri, version }, edit }) => {
    store.edit(uri, version, [edit]);
  });
  documents.onWillClose((document) => {
    const live = extractions.liveScope(document.uri);
    const entities = store.close(document.uri);
    if (live && entities) closed.put(document, { document: entities, live });
  });
  configuration.onDidChange((uris) => {
    for (const uri of uris) store.setMinScore(uri, minScore(uri));
  });
}

/** @param fallback what counts where `universalNer.minScore` is not set */
function readMinScore({ minScore, types }: Settings, fallback: number): MinScore {
  const byType = Object.entries(types).flatMap(([type, options]) =>
    options.minScore === undefined ? [] : [[type, options.minScore] as const],
  );
  return { general: minScore ?? fallback, byType: Object.fromEntries(byType) };
}
