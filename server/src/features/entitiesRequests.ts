import * as z from 'zod';
import { toWire } from '../entities/store.ts';
import { clear, dismiss, entities, restoreDismissed, stop } from '../protocol.ts';
import type { DismissParams, EntitiesResult } from '../protocol.ts';
import { answering, invalidParams, openDocument, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';

const entitiesParams = uriParams.extend({ since: z.number().optional() });

const restoreParams = uriParams.extend({ scope: z.enum(['last', 'all']) });

/** How `DismissParams` look, in the request as in the command. */
export const dismissParams: z.ZodType<DismissParams> = uriParams.extend({
  id: z.int(),
  scope: z.enum(['mention', 'text']),
});

/** Custom requests about the entities of a document: read them, hide some, forget them, stop looking for more. */
export function registerEntitiesRequests(context: ServerContext): void {
  const { connection, store, extractions } = context;
  connection.onRequest(
    entities,
    answering(context, entitiesParams, ({ uri, since }): EntitiesResult => {
      const delta = store.delta(uri, since);
      if (!delta) throw invalidParams(`The document ${uri} is not open.`);
      return { ...delta, upserted: delta.upserted.map(toWire) };
    }),
  );
  connection.onRequest(
    dismiss,
    answering(context, dismissParams, (params) => dismissMention(context, params)),
  );
  connection.onRequest(
    restoreDismissed,
    answering(context, restoreParams, ({ uri, scope }) => {
      openDocument(context, uri);
      const restored = store.restoreDismissed(uri, scope);
      extractions.followSelection(uri);
      return restored;
    }),
  );
  connection.onRequest(
    stop,
    answering(context, uriParams, ({ uri }) => {
      openDocument(context, uri);
      extractions.stop(uri);
      return null;
    }),
  );
  connection.onRequest(
    clear,
    answering(context, uriParams, ({ uri }) => {
      openDocument(context, uri);
      extractions.stop(uri);
      store.clear(uri);
      return null;
    }),
  );
}

/** @throws {ResponseError} `InvalidParams` when the document is not open or has no such mention. */
export function dismissMention(context: ServerContext, { uri, id, scope }: DismissParams): null {
  openDocument(context, uri);
  if (!context.store.dismiss(uri, id, scope))
    throw invalidParams(`There is no mention ${String(id)} in ${uri}.`);
  context.extractions.followSelection(uri);
  return null;
}
