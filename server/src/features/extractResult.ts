import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../document/span.ts';
import { toWire } from '../entities/store.ts';
import type { EntityStore } from '../entities/store.ts';
import { TimeSlice } from '../entities/timeSlice.ts';
import type { ExtractResult, WireMention } from '../protocol.ts';

/**
 * What an extraction that has just ended answers: what the store has of the asked types.
 * @param within the asked range, in the source; absent: all of the document
 * @returns `undefined` when the document was closed
 */
export async function extractResult(
  store: EntityStore,
  document: TextDocument,
  { types, listed = true }: { readonly types: readonly string[]; readonly listed: boolean | undefined },
  within: Span | undefined,
): Promise<ExtractResult | undefined> {
  const { uri } = document;
  let mentions: readonly WireMention[] = [];
  let mentionCount: number;
  if (within) {
    const inside = store.inRange(uri, within).filter(({ type }) => types.includes(type));
    if (listed) mentions = inside.map(toWire);
    mentionCount = inside.length;
  } else if (listed) {
    mentions = await listMentions(store, document, types);
    mentionCount = mentions.length;
  } else {
    const counts = store.countsByType(uri);
    mentionCount = types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
  }
  const notes = store.summary(uri)?.notes;
  return notes && { mentions, mentionCount, notes };
}

/**
 * The visible mentions of some types in document order. Of very many they are made in slices, with what else there
 * is to do in between, and anew where the text is edited then.
 */
export async function listMentions(
  store: EntityStore,
  document: TextDocument,
  types: readonly string[],
  slice = new TimeSlice(),
): Promise<WireMention[]> {
  const wanted = new Set(types);
  for (;;) {
    const { version } = document;
    const list: WireMention[] = [];
    for (const item of store.indexed(document.uri)) {
      if (slice.isOver) await slice.pause();
      if (document.version !== version) break;
      if (wanted.has(item.type)) list.push(toWire(item.mention));
    }
    if (document.version === version) return list;
  }
}
