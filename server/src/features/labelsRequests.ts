import * as z from 'zod';
import { knownLabels } from '../entities/labels.ts';
import { labelNames } from '../protocol.ts';
import { answering } from './context.ts';
import type { ServerContext } from './context.ts';

const labelParams = z.object({ uri: z.string().exactOptional() });

/** The label names that stand for words, so that a person can see and change them. */
export function registerLabelsRequests(context: ServerContext): void {
  const { connection, configuration } = context;
  connection.onRequest(
    labelNames,
    answering(context, labelParams, async ({ uri = '' }) => {
      const { labels } = await configuration.settled(uri);
      return knownLabels(labels);
    }),
  );
}
