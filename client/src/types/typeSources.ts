import { nameKey } from '../../../server/src/protocol.ts';
import type { DocumentTypesInfo, TypeInfo, TypeSetInfo } from '../../../server/src/protocol.ts';

/**
 * The heading that a type is offered under. `named`: the document itself names it; `configured`: the settings do,
 * with their own heading where they have one; `inUse`: the type set in use; `set`: another one.
 */
export interface Section {
  readonly kind: 'new' | 'document' | 'named' | 'recent' | 'configured' | 'inUse' | 'set';
  /** The settings' heading. */
  readonly group?: string;
  /** Of `inUse` and `set`. */
  readonly set?: TypeSetInfo;
}

/** One line of the list of types. */
export interface TypeLine {
  readonly name: string;
  readonly section: Section;
  /** How many mentions of it the document has, where it was asked before. */
  readonly mentions?: number;
}

/** Where the list's types come from. */
export interface TypeSources {
  /** The types of the document's entities, with their mentions. */
  readonly document: ReadonlyMap<string, number>;
  /** The types asked last in this document: they start out chosen. */
  readonly choice: readonly string[];
  /** What the document and its type set name; `undefined` as long as it is not known. */
  readonly named: DocumentTypesInfo | undefined;
  readonly recent: readonly string[];
  readonly configured: readonly TypeInfo[];
  /** All type sets, in the order in which they are offered. */
  readonly sets: readonly TypeSetInfo[];
}

/** The types that a document names itself, or that its type set names for it; those of the settings do not count. */
export function namedTypes(named: DocumentTypesInfo | undefined): readonly string[] {
  return named?.from === 'document' || named?.from === 'typeSet' ? named.types.map(({ name }) => name) : [];
}

/** The types whose boxes are ticked at the beginning: the last choice, else what the document or its set names. */
export function ticked({ choice, named }: TypeSources): readonly string[] {
  return choice.length > 0 ? choice : namedTypes(named);
}

/**
 * What is asked again in a document: what was asked last, unless its type set was switched since; else what the
 * document, its set or the settings name.
 * @param asked the types asked last, as the server knows them
 */
export function typesAgain(
  asked: readonly string[],
  { choice, named }: Pick<TypeSources, 'choice' | 'named'>,
): readonly string[] {
  const last = named?.isSwitched ? undefined : [asked, choice].find(({ length }) => length > 0);
  return last ?? (named?.types ?? []).map(({ name }) => name);
}

/** The lines of the list in the order in which they are shown; every type once, where it is nearest to the person. */
export function linesOf({ document, choice, named, recent, configured, sets }: TypeSources): TypeLine[] {
  const inUse = sets.find(({ id }) => id === named?.typeSet);
  const others = sets.filter((set) => set !== inUse);
  const all: TypeLine[] = [
    ...[...document].map(([name, mentions]) => ({ name, section: { kind: 'document' } as const, mentions })),
    ...choice.map((name) => ({ name, section: { kind: 'document' } as const })),
    ...(named?.from === 'document' ? underOne({ kind: 'named' }, named.types) : []),
    ...recent.map((name) => ({ name, section: { kind: 'recent' } as const })),
    ...byGroup({ kind: 'configured' }, configured),
    ...(inUse ? byGroup({ kind: 'inUse', set: inUse }, inUse.types) : []),
    ...others.flatMap((set) => byGroup({ kind: 'set', set }, set.types)),
  ];
  const seen = new Set<string>();
  return all.filter(({ name }) => !seen.has(nameKey(name)) && seen.add(nameKey(name)));
}

function underOne(section: Section, types: readonly TypeInfo[]): TypeLine[] {
  return types.map(({ name }) => ({ name, section }));
}

/** Types of one heading stand together, the headings in the order in which they first occur. */
function byGroup(section: Section, types: readonly TypeInfo[]): TypeLine[] {
  const groups = new Map<string | undefined, TypeInfo[]>();
  for (const type of types) groups.set(type.group, [...(groups.get(type.group) ?? []), type]);
  return [...groups].flatMap(([group, members]) =>
    underOne(group === undefined ? section : { ...section, group }, members),
  );
}

/**
 * What is known of a type by its name, in any case, and counts when its mentions are searched for: what the document's
 * front matter says of it goes before what the settings say, and that before the type set in use, or the first other
 * set that has it. Only the set in use has a say in its colour.
 */
export function detailsIn({ named, configured, sets }: TypeSources): (name: string) => TypeInfo | undefined {
  const details = new Map<string, TypeInfo>();
  const inUse = sets.filter(({ id }) => id === named?.typeSet);
  const others = sets.filter((set) => !inUse.includes(set));
  const inSets = [
    ...inUse.flatMap(({ types }) => types),
    ...others.flatMap(({ types }) => types.map(uncoloured)),
  ];
  for (const type of inSets) {
    const key = nameKey(type.name);
    if (!details.has(key)) details.set(key, type);
  }
  // The server tells of a named type what all together say; what the settings say is fresher here.
  const told = named?.types ?? [];
  for (const type of named?.from === 'document' ? [...configured, ...told] : [...told, ...configured]) {
    const key = nameKey(type.name);
    const known = details.get(key);
    details.set(key, { ...known, ...type, hasRules: type.hasRules || known?.hasRules === true });
  }
  return (name) => details.get(nameKey(name));
}

function uncoloured(type: TypeInfo): TypeInfo {
  const found: { -readonly [Field in keyof TypeInfo]: TypeInfo[Field] } = { ...type };
  delete found.color;
  return found;
}
