import * as z from 'zod';
import { scoreFilter } from '../protocol.ts';
import { isObject } from '../readValue.ts';
import { score } from '../typeOptions.ts';
import type { ServerContext } from './context.ts';

/** By any names of types; `z.record` leaves out `__proto__`. */
const scores = z.custom<Readonly<Record<string, number>>>(
  (given) => isObject(given) && z.array(score).safeParse(Object.values(given)).success,
);
const filterParams = z.object({ general: score.optional(), byType: scores.optional() });

/** Has everything that shows mentions follow the minimum scores that a person tries out; the model is not asked. */
export function registerScoreFilter({ connection, documents, extractions, store }: ServerContext): void {
  connection.onNotification(scoreFilter, (params: unknown) => {
    const { data } = filterParams.safeParse(params);
    if (!data) return;
    const { general, byType } = data;
    store.setScoreFilter({ ...(general !== undefined && { general }), ...(byType && { byType }) });
    for (const { uri } of documents.all()) extractions.followSelection(uri);
  });
}
