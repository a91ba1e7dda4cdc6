import { noFrontMatterTypes, readFrontMatterTypes } from '../entities/frontMatterTypes.ts';
import { TypeResolver, termFilesOf } from '../entities/types.ts';
import type { ResolvedType } from '../entities/types.ts';
import { TypeOptionLayers, minScoresOf } from '../entities/typeOptionLayers.ts';
import type { OfferedSet } from '../entities/typeSets/offeredSets.ts';
import { typesInUse } from '../entities/typesInUse.ts';
import type { FileSettings } from './settingsFile.ts';

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

/**
 * Decides what is asked about documents: what the command line names, else what each names itself, else what the
 * settings name.
 */
export class AskedTypes {
  readonly #resolver = new TypeResolver();
  readonly #sets: readonly OfferedSet[];
  readonly #named: readonly string[];
  readonly #settings: FileSettings;
  readonly #tell: (line: string) => void;

  /**
   * @param sets of a type that several have, the first says what it is found by
   * @param tell hears of files of terms that can't be read
   */
  constructor(
    types: readonly string[],
    sets: readonly OfferedSet[],
    settings: FileSettings,
    tell: (line: string) => void,
  ) {
    this.#sets = sets;
    this.#settings = settings;
    this.#tell = tell;
    const { unknown } = typesInUse(settings.settings, noFrontMatterTypes, null);
    if (unknown.settings !== undefined) tell(`There is no type set ${JSON.stringify(unknown.settings)}.`);
    this.#named = [...new Set([...types, ...sets.flatMap((set) => Object.keys(set.types))])];
  }

  /** @param languageId VS Code's language identifier */
  async of(languageId: string, text: string): Promise<DocumentAsk> {
    const own = languageId === 'markdown' ? await readFrontMatterTypes(text) : noFrontMatterTypes;
    const { typeSet, ...withoutSet } = own;
    const { settings } = this.#settings;
    const inUse = typesInUse(settings, this.#sets.length > 0 ? withoutSet : own, null);
    const layers = [...this.#sets].reverse().map((set) => set.types);
    const options =
      layers.length > 0 ? new TypeOptionLayers(...layers, settings.types, own.options) : inUse.options;
    const lineAt = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/u).length;
    const problems = own.problems.map(({ start, message }) => ({ line: lineAt(start), message }));
    if (typeSet && inUse.unknown.frontMatter !== undefined) {
      const message = `There is no type set ${JSON.stringify(typeSet.name)}.`;
      problems.push({ line: lineAt(typeSet.start), message });
    }
    const files = termFilesOf(Object.values(options.all('terms')));
    const termFiles = await this.#settings.termFiles(files, this.#tell);
    const sources = { options: (type: string) => options.of(type), labels: settings.labels, termFiles };
    return {
      types: this.#named.length > 0 ? this.#named : inUse.names,
      resolve: (type) => this.#resolver.resolve(type, sources),
      minScores: minScoresOf(options),
      colors: options.all('color'),
      problems,
    };
  }
}
