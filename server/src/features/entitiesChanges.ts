import { entitiesChanged } from '../protocol.ts';
import type { ServerContext } from './context.ts';
import { Throttle } from './throttle.ts';

/** At most this often is a client told of a document's changes, in milliseconds. */
const changeInterval = 100;
/** At most this often are editors asked to fetch all their tokens again, in milliseconds. */
const refreshInterval = 400;

/** Tells the client what became of the store's documents, and that tokens are to be fetched again. */
export function registerEntitiesChanges(context: ServerContext): void {
  const { connection, store, client, documents, extractions, types } = context;
  const revisions = new Map<string, number>();
  const refresh = new Throttle<'tokens'>(refreshInterval, () => {
    connection.languages.semanticTokens.refresh().catch((error: unknown) => {
      connection.console.warn(`The client did not refresh its tokens: ${String(error)}`);
    });
  });
  const tell = new Throttle<string>(
    changeInterval,
    (uri) => {
      const summary = store.summary(uri);
      if (!summary) return;
      void connection.sendNotification(entitiesChanged, summary);
      const before = revisions.get(uri);
      revisions.set(uri, summary.revision);
      const isNews = before === undefined ? summary.mentionCount > 0 : before !== summary.revision;
      if (isNews && client.refreshesSemanticTokens) refresh.call('tokens');
    },
    // To count what an edit has moved takes as long as to move it, where that is very much.
    0,
  );
  store.onDidChange((uri) => {
    if (store.isOpen(uri)) tell.call(uri);
  });
  extractions.onDidEnd((uri) => {
    tell.flush(uri);
  });
  // A person may have chosen other colours for the types.
  types.onDidChange((uri) => {
    if (store.types(uri).length > 0 && client.refreshesSemanticTokens) refresh.call('tokens');
  });
  documents.onDidClose((uri) => {
    tell.cancel(uri);
    revisions.delete(uri);
  });
}
