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
  const { connection, configuration, types, extractions } = context;
  connection.onRequest(
    typeSets,
    answering(context, typeSetsParams, async ({ uri = '' }): Promise<TypeSetInfo[]> => {
      const { typeSets: own, labels } = await configuration.settled(uri);
      return offeredSets(own).map(({ id, label, origin, types: inSet }) => ({
        id,
        label,
        origin,
        types: Object.entries(inSet).map(([name, options]) => toInfo(name, options, labels)),
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
        ...(extractions.isSetSwitched(uri) && { isSwitched: true as const }),
      };
    }),
  );
}

/** @param own what goes before that which is built in for the type */
function toInfo(name: string, own: TypeOptions | undefined, labels: OwnLabels): TypeInfo {
  const options = { ...builtInOptions(name, labels), ...own };
  const { definition, askBy, patterns = [], terms = [], color, group } = options;
  const hasTerms = Array.isArray(terms) ? terms.length > 0 : !!terms.file || (terms.list ?? []).length > 0;
  return {
    name,
    ...(definition !== undefined && { definition }),
    ...(askBy !== undefined && { askBy }),
    hasRules: patterns.length > 0 || hasTerms,
    ...(color !== undefined && { color }),
    ...(group !== undefined && { group }),
  };
}
