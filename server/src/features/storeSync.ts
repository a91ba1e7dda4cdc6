import type { Settings } from '../settings.ts';
import type { MinScore } from '../entities/store.ts';
import type { ServerContext } from './context.ts';

/** Lets the store follow the open documents and the minimum score of the settings, at once. */
export function registerStoreSync({ documents, configuration, store, model }: ServerContext): void {
  const minScore = (uri: string): MinScore => readMinScore(configuration.of(uri), model.minScore);
  documents.onDidOpen(({ uri, version }) => {
    store.open(uri, version, minScore(uri));
  });
  documents.onDidEdit(({ document: { uri, version }, edit }) => {
    store.edit(uri, version, [edit]);
  });
  documents.onDidClose((uri) => {
    store.close(uri);
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
