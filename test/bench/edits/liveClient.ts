import { extract, formats } from '../../../server/src/protocol.ts';
import type { EntitiesSummary, WireMention } from '../../../server/src/protocol.ts';
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

/** Resolves with the document's mentions when none of them is stale. */
export async function upToDate(client: LspClient, uri: string): Promise<readonly WireMention[]> {
  for (;;) {
    const heard = client.received.length;
    const { upserted } = await entitiesOf(client, uri);
    if (upserted.every(({ state }) => state === 'suggested')) return upserted;
    await client.hears<EntitiesSummary>(
      'universalNer/entitiesChanged',
      (changed) => changed.uri === uri,
      heard,
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
