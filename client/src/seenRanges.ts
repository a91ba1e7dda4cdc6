import type { LspRange } from '../../server/src/protocol.ts';

/** The parts of a document that are in sight. */
export interface Sight {
  readonly uri: string;
  readonly ranges: readonly LspRange[];
}

/** Holds what the server was told last of what is in sight, so that it hears only of what is new. */
export class SeenRanges {
  private readonly told = new Map<string, string>();

  /** Whether the server was told of a document, and not to forget it since. */
  knows(uri: string): boolean {
    return this.told.has(uri);
  }

  /** The document was closed: when it is opened again, it is told anew. */
  forget(uri: string): void {
    this.told.delete(uri);
  }

  /**
   * What the server is to be told now.
   * @param sights what every editor shows; several may show one document
   * @returns every document of which something else is in sight than was told last; without ranges where it is hidden
   */
  news(sights: readonly Sight[]): Sight[] {
    const seen = new Map<string, readonly LspRange[]>([...this.told.keys()].map((uri) => [uri, []]));
    for (const { uri, ranges } of sights) seen.set(uri, [...(seen.get(uri) ?? []), ...ranges]);
    const news: Sight[] = [];
    for (const [uri, ranges] of seen) {
      const now = JSON.stringify(ranges);
      if (this.told.get(uri) === now) continue;
      this.told.set(uri, now);
      news.push({ uri, ranges });
    }
    return news;
  }
}
