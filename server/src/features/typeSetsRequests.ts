import * as z from 'zod';
import { typeSets as builtIn } from '../entities/typeSets/index.ts';
import { typeSets } from '../protocol.ts';
import type { TypeSetInfo } from '../protocol.ts';
import { answering } from './context.ts';
import type { ServerContext } from './context.ts';

const typeSetsParams = z.object({ uri: z.string().exactOptional() });

/** The built-in type sets as a client offers them. */
export function registerTypeSetsRequests(context: ServerContext): void {
  context.connection.onRequest(
    typeSets,
    answering(context, typeSetsParams, () => builtIn.map(toInfo)),
  );
}

function toInfo({ id, label, types }: (typeof builtIn)[number]): TypeSetInfo {
  return {
    id,
    label,
    origin: 'built-in',
    types: Object.entries(types).map(([name, { definition, patterns, terms }]) => ({
      name,
      definition,
      hasRules: patterns !== undefined || terms !== undefined,
    })),
  };
}
