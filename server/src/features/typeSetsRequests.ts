import * as z from 'zod';
import type { OwnLabels } from '../entities/labels.ts';
import { builtInOptions } from '../entities/types.ts';
import { offeredSets } from '../entities/typeSets/offeredSets.ts';
import { documentTypes, typeSets } from '../protocol.ts';
import type { DocumentTypesInfo, TypeInfo, TypeSetInfo } from '../protocol.ts';
import type { TypeOptions } from '../typeOptions.ts';
import { answering, openDocument, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';

const typeSetsParams = z.object({ uri: z.string().exactOptional() });

/** The type sets that a client offers, and the types of a document. */
export function registerTypeSetsRequests(context: ServerContext): void {
  const { connection, configuration, types } = context;
  connection.onRequest(
    typeSets,
    answering(context, typeSetsParams, ({ uri }): TypeSetInfo[] => {
      const settings = uri === undefined ? configuration.global : configuration.of(uri);
      return offeredSets(settings.typeSets).map(({ id, label, origin, types: inSet }) => ({
        id,
        label,
        origin,
        types: Object.entries(inSet).map(([name, options]) => toInfo(name, options, settings.labels)),
      }));
    }),
  );
  connection.onRequest(
    documentTypes,
    answering(context, uriParams, async ({ uri }): Promise<DocumentTypesInfo> => {
      openDocument(context, uri);
      const { names, from, typeSet, typeSetFrom, options } = await types.settled(uri);
      const { labels } = configuration.of(uri);
      return {
        types: names.map((name) => toInfo(name, options.of(name), labels)),
        from,
        ...(typeSet && { typeSet: typeSet.id }),
        ...(typeSetFrom && { typeSetFrom }),
      };
    }),
  );
}

/** @param own what goes before that which is built in for the type */
function toInfo(name: string, own: TypeOptions | undefined, labels: OwnLabels): TypeInfo {
  const { definition, patterns, terms, color, group } = { ...builtInOptions(name, labels), ...own };
  const listed = terms && !Array.isArray(terms) ? [...(terms.list ?? []), ...(terms.file ?? [])] : terms;
  return {
    name,
    ...(definition !== undefined && { definition }),
    hasRules: (patterns?.length ?? 0) + (listed?.length ?? 0) > 0,
    ...(color !== undefined && { color }),
    ...(group !== undefined && { group }),
  };
}
