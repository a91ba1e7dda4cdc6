/**
 * Where a document is after a file or folder was moved.
 * @param uri of the document; this and the others as VS Code writes them
 * @param from the file, or a folder that the document lies in
 * @returns `undefined`: it is where it was
 */
export function movedUri(uri: string, from: string, to: string): string | undefined {
  if (uri === from) return to;
  const folder = from.endsWith('/') ? from : `${from}/`;
  return uri.startsWith(folder) ? `${to.replace(/\/$/u, '')}/${uri.slice(folder.length)}` : undefined;
}

/**
 * What is remembered of documents, the last first, after a file or folder was moved. What was remembered of documents
 * that stood where moved ones are now goes.
 */
export function movedEntries<Entry extends readonly [uri: string, ...rest: unknown[]]>(
  entries: readonly Entry[],
  from: string,
  to: string,
): { readonly entries: readonly Entry[]; readonly moved: readonly Entry[] } {
  const places = entries.map((entry) => movedUri(entry[0], from, to));
  const taken = new Set(places);
  const moved: Entry[] = [];
  const kept = entries.flatMap((entry, index) => {
    const [uri, ...rest] = entry;
    const place = places[index];
    if (place === undefined) return taken.has(uri) ? [] : [entry];
    const there = [place, ...rest] as unknown as Entry;
    moved.push(there);
    return [there];
  });
  return { entries: kept, moved };
}
