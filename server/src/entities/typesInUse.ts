import type { FrontMatterTypes } from './frontMatterTypes.ts';
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
  /** Field by field: those of the type set in use, covered by the settings', covered by the document's. */
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
  const candidates = [
    ['document', frontMatter.names],
    ['typeSet', Object.keys(used?.set?.types ?? {})],
    ['settings', Object.keys(settings.types)],
  ] as const;
  const [from, names] = candidates.find(([, list]) => list.length > 0) ?? ['none', []];
  const missing = (who: 'frontMatter' | 'settings'): string | undefined =>
    sets.find(({ from: namedBy, set }) => namedBy === who && !set)?.name ?? undefined;
  const options = new TypeOptionLayers(used?.set?.types ?? {}, settings.types, frontMatter.options);
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
