import { extract, formats } from '../../../server/src/protocol.ts';
import type { EntitiesSummary, ExtractionProgress, WireMention } from '../../../server/src/protocol.ts';
import type { LspClient } from '../../server/lspClient.ts';
import { entitiesOf } from '../../server/requests.ts';

/** Extracts a document that is open. @returns its mentions */
export async function extracted(
  client: LspClient,
  uri: string,
  types: readonly string[],
): Promise<readonly WireMention[]> {
  return (await client.connection.sendRequest(extract, { uri, types })).mentions;
}

/** Follows the mentions of a document as the extension does: by what changed since the revision that it has. */
export class Follower {
  readonly #client: LspClient;
  readonly #uri: string;
  readonly #mentions = new Map<number, WireMention>();
  #revision: number | undefined;
  #progress: ExtractionProgress | undefined;
  #heard = 0;

  constructor(client: LspClient, uri: string) {
    this.#client = client;
    this.#uri = uri;
  }

  get mentions(): readonly WireMention[] {
    return [...this.#mentions.values()].sort((a, b) => a.start - b.start);
  }

  /** Of an extraction that was running at the last update. */
  get progress(): ExtractionProgress | undefined {
    return this.#progress;
  }

  /** Ids of those whose passage has changed and was not asked again. */
  get stale(): ReadonlySet<number> {
    return new Set(this.mentions.filter(({ state }) => state === 'stale').map(({ id }) => id));
  }

  /** Asks for what changed. */
  async update(): Promise<void> {
    this.#heard = this.#client.received.length;
    const { full, upserted, removed, revision, progress } = await entitiesOf(
      this.#client,
      this.#uri,
      this.#revision,
    );
    this.#progress = progress;
    if (full) this.#mentions.clear();
    for (const id of removed) this.#mentions.delete(id);
    for (const mention of upserted) this.#mentions.set(mention.id, mention);
    this.#revision = revision;
  }

  /** Updates, now and whenever the server tells of a change, until that holds. */
  async until(holds: () => boolean): Promise<void> {
    for (await this.update(); !holds(); await this.update())
      await this.#client.hears<EntitiesSummary>(
        'universalNer/entitiesChanged',
        ({ uri }) => uri === this.#uri,
        this.#heard,
      );
  }
}

/** Round trips (ms) of the cheapest request there is, one after the other, for as long as the work lasts. */
export async function roundTripsDuring(client: LspClient, work: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const ended = work.finally(() => (isOver = true));
  while (!isOver) {
    const before = performance.now();
    await client.connection.sendRequest(formats);
    times.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await ended;
  return times;
}
