import { typeSets as builtIn } from '../entities/typeSets/index.ts';
import { typeSets } from '../protocol.ts';
import type { TypeSetInfo } from '../protocol.ts';
import { answeringAlone } from './context.ts';
import type { ServerContext } from './context.ts';

/** The built-in type sets as a client offers them. */
export function registerTypeSetsRequests(context: ServerContext): void {
  context.connection.onRequest(
    typeSets,
    answeringAlone(context, () => builtIn.map(toInfo)),
  );
}

function toInfo({ id, label, types }: (typeof builtIn)[number]): TypeSetInfo {
  return {
    id,
    label,
    types: Object.entries(types).map(([name, { definition, patterns, terms }]) => ({
      name,
      definition,
      hasRules: patterns !== undefined || terms !== undefined,
    })),
  };
}
