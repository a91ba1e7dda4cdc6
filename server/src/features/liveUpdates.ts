import type { ServerContext } from './context.ts';

/** After a pause this long (ms) an edit is taken for one of its own and answered at once. */
const pauseMs = 600;
/** Edits that come in one go, such as those of a snippet, are one. */
const atOnceMs = 15;
/** So long (ms) typing has to rest; at most so long where updates take their time. */
const restMs = 120;
const longestRestMs = 500;
/** An update that the next letter makes vain costs one evaluation, which is a part of it. */
const restShareOfUpdate = 0.25;

/** Asks again about what is edited in documents that are live, once the typing rests. */
export function registerLiveUpdates({ configuration, documents, extractions }: ServerContext): void {
  const typing = new Map<string, { timer: NodeJS.Timeout; editedAt: number }>();
  let lastUpdate = 0;
  const update = async (uri: string): Promise<void> => {
    const before = performance.now();
    await extractions.update(uri);
    lastUpdate = performance.now() - before;
  };
  documents.onDidEdit(({ document: { uri } }) => {
    const before = typing.get(uri);
    clearTimeout(before?.timer);
    if (!extractions.liveScope(uri) || !configuration.of(uri).liveUpdates) return;
    const editedAt = performance.now();
    const isTyping = before !== undefined && editedAt - before.editedAt < pauseMs;
    const rest = isTyping
      ? Math.min(longestRestMs, Math.max(restMs, lastUpdate * restShareOfUpdate))
      : atOnceMs;
    typing.set(uri, { timer: setTimeout(() => void update(uri), rest), editedAt });
  });
  documents.onDidClose((uri) => {
    clearTimeout(typing.get(uri)?.timer);
    typing.delete(uri);
  });
}
