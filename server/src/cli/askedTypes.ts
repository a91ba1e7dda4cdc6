import { noFrontMatterTypes, readFrontMatterTypes } from '../entities/frontMatterTypes.ts';
import { TypeResolver } from '../entities/types.ts';
import type { ResolvedType } from '../entities/types.ts';
import { TypeOptionLayers, minScoresOf } from '../entities/typeOptionLayers.ts';
import type { OfferedSet } from '../entities/typeSets/offeredSets.ts';
import { typesInUse } from '../entities/typesInUse.ts';

/** What is asked about one document. */
export interface DocumentAsk {
  /** None: neither the command line nor the document names any. */
  readonly types: readonly string[];
  readonly resolve: (type: string) => ResolvedType;
  /** Minimum scores by types, from 0 to 1. */
  readonly minScores: Readonly<Record<string, number>>;
  /** Identity colours by types, where they are chosen. */
  readonly colors: Readonly<Record<string, string>>;
  /** What is wrong in its front matter: a line of the document, from 1, and a sentence. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const noSettings = { types: {}, typeSets: {}, typeSet: null };

/** Decides what is asked about documents: what the command line names, else what each names itself. */
export class AskedTypes {
  readonly #resolver = new TypeResolver();
  readonly #sets: readonly OfferedSet[];
  readonly #named: readonly string[];

  /** @param sets of a type that several have, the first says what it is found by */
  constructor(types: readonly string[], sets: readonly OfferedSet[]) {
    this.#sets = sets;
    this.#named = [...new Set([...types, ...sets.flatMap((set) => Object.keys(set.types))])];
  }

  /** @param languageId VS Code's language identifier */
  async of(languageId: string, text: string): Promise<DocumentAsk> {
    const own = languageId === 'markdown' ? await readFrontMatterTypes(text) : noFrontMatterTypes;
    const { typeSet, ...withoutSet } = own;
    const inUse = typesInUse(noSettings, this.#sets.length > 0 ? withoutSet : own, null);
    const layers = [...this.#sets].reverse().map((set) => set.types);
    const options = layers.length > 0 ? new TypeOptionLayers(...layers, own.options) : inUse.options;
    const lineAt = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/u).length;
    const problems = own.problems.map(({ start, message }) => ({ line: lineAt(start), message }));
    if (typeSet && inUse.unknown.frontMatter !== undefined) {
      const message = `There is no type set ${JSON.stringify(typeSet.name)}.`;
      problems.push({ line: lineAt(typeSet.start), message });
    }
    const sources = { options: (type: string) => options.of(type), labels: {}, termFiles: new Map() };
    return {
      types: this.#named.length > 0 ? this.#named : inUse.names,
      resolve: (type) => this.#resolver.resolve(type, sources),
      minScores: minScoresOf(options),
      colors: options.all('color'),
      problems,
    };
  }
}
