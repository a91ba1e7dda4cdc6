import { nameKey } from '../protocol.ts';
import type { FrontMatterTypes } from './frontMatterTypes.ts';
import type { TypeOptions } from '../typeOptions.ts';
import { TypeOptionLayers, type OptionsByType } from './typeOptionLayers.ts';
import { findTypeSet, type OfferedSet, type OwnTypeSets } from './typeSets/offeredSets.ts';

/** What the types of a document are named by. */
export interface TypeSettings {
  /** `universalNer.types` */
  readonly types: OptionsByType;
  /** `universalNer.typeSets` */
  readonly typeSets: OwnTypeSets;
  /** `universalNer.typeSet` */
  readonly typeSet: string | null;
}

/** The types of a document in which nothing was asked yet, and the options of all its types. */
export interface TypesInUse {
  readonly names: readonly string[];
  /** Who named them: the document itself, the type set in use, `universalNer.types`, or nobody. */
  readonly from: 'document' | 'typeSet' | 'settings' | 'none';
  readonly typeSet?: OfferedSet;
  readonly typeSetFrom?: 'frontMatter' | 'choice' | 'settings';
  /** The types that the document itself names, one by one or by a set. */
  readonly namedByDocument: readonly string[];
  /** The identity colours that are chosen for types. */
  readonly colors: Readonly<Record<string, string>>;
  /**
   * Field by field: those of the type set in use; how a type is found that it does not have is said by the first own
   * set that has it. Covered by the settings', covered by the document's.
   */
  readonly options: TypeOptionLayers;
  /** The type set that the front matter, or the setting, names and that is not there. */
  readonly unknown: { readonly frontMatter: string | undefined; readonly settings: string | undefined };
}

/**
 * Decides which types a document has.
 * @param choice the type set that a person chose for the document
 */
export function typesInUse(
  settings: TypeSettings,
  frontMatter: FrontMatterTypes,
  choice: string | null,
): TypesInUse {
  const named = [
    ['frontMatter', frontMatter.typeSet?.name ?? null],
    ['choice', choice],
    ['settings', settings.typeSet],
  ] as const;
  const sets = named.map(([from, name]) => ({
    from,
    name,
    set: name === null ? undefined : findTypeSet(name, settings.typeSets),
  }));
  const used = sets.find(({ set }) => set);
  const inUse = used?.set?.types ?? {};
  const candidates = [
    ['document', frontMatter.names],
    ['typeSet', Object.keys(inUse)],
    ['settings', Object.keys(settings.types)],
  ] as const;
  const [from, names] = candidates.find(([, list]) => list.length > 0) ?? ['none', []];
  const missing = (who: 'frontMatter' | 'settings'): string | undefined =>
    sets.find(({ from: namedBy, set }) => namedBy === who && !set)?.name ?? undefined;
  const inSets = { ...elsewhere(settings.typeSets, inUse), ...inUse };
  const options = new TypeOptionLayers(inSets, settings.types, frontMatter.options);
  const isByDocument = from === 'document' || (from === 'typeSet' && used?.from === 'frontMatter');
  return {
    names,
    from,
    namedByDocument: isByDocument ? names : [],
    colors: options.all('color'),
    ...(used?.set && { typeSet: used.set, typeSetFrom: used.from }),
    options,
    unknown: { frontMatter: missing('frontMatter'), settings: missing('settings') },
  };
}

/**
 * What the user's own sets say of how the types are found that the set in use does not have, in any case: a list of
 * types offers these with what their sets say. Of several sets that have one, the first says it all. How they are
 * shown is said by a set only while it is in use.
 */
function elsewhere(own: OwnTypeSets, inUse: OptionsByType): OptionsByType {
  const known = new Set(Object.keys(inUse).map(nameKey));
  const types = Object.values(own).flatMap((set) => {
    const others = Object.entries(set).filter(([name]) => !known.has(nameKey(name)));
    for (const [name] of others) known.add(nameKey(name));
    return others;
  });
  return Object.fromEntries(types.map(([name, options]) => [name, howFound(options)]));
}

function howFound({ definition, askBy, aliases, patterns, terms }: TypeOptions): TypeOptions {
  const fields = Object.entries({ definition, askBy, aliases, patterns, terms });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
