import * as z from 'zod';
import { scoreFilter } from '../protocol.ts';
import { score } from '../typeOptions.ts';
import type { ServerContext } from './context.ts';

const filterParams = z.object({ general: score.optional(), byType: z.record(z.string(), score).optional() });

/** Has everything that shows mentions follow the minimum scores that a person tries out; the model is not asked. */
export function registerScoreFilter({ connection, store }: ServerContext): void {
  connection.onNotification(scoreFilter, (params: unknown) => {
    const { data } = filterParams.safeParse(params);
    if (!data) return;
    const { general, byType } = data;
    store.setScoreFilter({ ...(general !== undefined && { general }), ...(byType && { byType }) });
  });
}
