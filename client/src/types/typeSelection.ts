import { defaultTypes, type Section } from './defaultTypes.ts';

/** One line of the list of types. */
export interface TypeEntry {
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
  readonly recent: readonly string[];
  readonly configured: readonly string[];
}

/**
 * The choice of types while a person makes it, without any widget. The keyboard's way: type, Enter chooses the
 * line that is marked (or gives up one chosen before), and with nothing typed Enter is done. What is typed
 * and stands in no line is a new type; commas part several.
 */
export class TypeSelection {
  private lines: TypeEntry[];
  private readonly picked = new Map<string, string>();

  constructor(sources: TypeSources) {
    this.lines = entriesOf(sources);
    for (const name of sources.choice) this.picked.set(keyOf(name), this.entryOf(name)?.name ?? name);
  }

  /** The lines in the order in which they are shown, no type twice. */
  get entries(): readonly TypeEntry[] {
    return this.lines;
  }

  /** The chosen types in the order in which they were chosen. */
  get chosen(): readonly string[] {
    return [...this.picked.values()];
  }

  isChosen(name: string): boolean {
    return this.picked.has(keyOf(name));
  }

  /** Whether these are the chosen types, in whatever order. */
  isChosenExactly(names: readonly string[]): boolean {
    return names.length === this.picked.size && names.every((name) => this.isChosen(name));
  }

  /** What a line of its own offers to choose: one new type, or the several that commas part. */
  offered(typed: string): readonly string[] {
    const names = namesIn(typed);
    return names.length === 1 ? names.filter((name) => !this.entryOf(name)) : names;
  }

  /**
   * The line that Enter should mean where a person has not moved to another: the type of just this name, else one
   * whose name goes on in the middle of the word that is being typed. Whole words mean what they say: "drug" is a
   * new type beside "drug dosage".
   * @returns `undefined`: the line of new types
   */
  suggestion(typed: string): string | undefined {
    const names = namesIn(typed);
    const [name] = names;
    if (name === undefined || names.length > 1) return undefined;
    const key = keyOf(name);
    const goesOn = ({ name: known }: TypeEntry): boolean =>
      keyOf(known).startsWith(key) && /^[\p{L}\p{N}]/u.test(known.slice(name.length));
    return (this.entryOf(name) ?? this.lines.find(goesOn))?.name;
  }

  /** The boxes were ticked as given. */
  setChosen(names: readonly string[]): void {
    const keys = new Set(names.map(keyOf));
    for (const key of this.picked.keys()) if (!keys.has(key)) this.picked.delete(key);
    for (const name of names) if (!this.isChosen(name)) this.picked.set(keyOf(name), name);
  }

  /**
   * Enter was pressed.
   * @param typed what stands in the field
   * @param marked the type of the marked line; `undefined` when none or the line of new types is marked
   * @returns whether the choice is made; otherwise the field is to be emptied and the list shown anew
   */
  accept(typed: string, marked: string | undefined): boolean {
    const names = namesIn(typed);
    if (names.length === 0) {
      if (this.picked.size === 0 && marked !== undefined) this.picked.set(keyOf(marked), marked);
      return this.picked.size > 0;
    }
    if (marked !== undefined && names.length === 1) this.toggle(marked);
    else for (const name of names) this.add(name);
    return false;
  }

  private toggle(name: string): void {
    if (!this.picked.delete(keyOf(name))) this.picked.set(keyOf(name), name);
  }

  private add(name: string): void {
    const known = this.entryOf(name)?.name;
    if (known === undefined) this.lines = [{ name, section: 'new' }, ...this.lines];
    this.picked.set(keyOf(name), known ?? name);
  }

  private entryOf(name: string): TypeEntry | undefined {
    return this.lines.find((entry) => keyOf(entry.name) === keyOf(name));
  }
}

function entriesOf(sources: TypeSources): TypeEntry[] {
  const all: TypeEntry[] = [
    ...[...sources.document].map(([name, mentions]) => ({ name, section: 'document' as const, mentions })),
    ...sources.choice.map((name) => ({ name, section: 'document' as const })),
    ...sources.recent.map((name) => ({ name, section: 'recent' as const })),
    ...sources.configured.map((name) => ({ name, section: 'configured' as const })),
    ...defaultTypes.flatMap(({ section, types }) => types.map((name) => ({ name, section }))),
  ];
  const seen = new Set<string>();
  return all.filter(({ name }) => !seen.has(keyOf(name)) && seen.add(keyOf(name)));
}

/** The names in what is typed, parted by commas or line breaks, none twice. */
function namesIn(typed: string): string[] {
  const names = new Map<string, string>();
  for (const part of typed.split(/[,\n;、，]/u)) {
    const name = part.trim().replace(/\s+/gu, ' ');
    if (name && !names.has(keyOf(name))) names.set(keyOf(name), name);
  }
  return [...names.values()];
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
