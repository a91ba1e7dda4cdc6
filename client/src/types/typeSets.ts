import type { DocumentTypesInfo, TypeSetInfo } from '../../../server/src/protocol.ts';
import { movedEntries } from './movedUri.ts';
import type { Memento } from './typeMemory.ts';

const builtInKey = 'universalNer.builtInTypeSets';
const chosenKey = 'universalNer.documentTypeSets';
const documentsKept = 200;

/** The line to the server, as far as type sets go. */
export interface TypeSetsWire {
  sets(uri: string | undefined): Promise<readonly TypeSetInfo[]>;
  types(uri: string): Promise<DocumentTypesInfo>;
  choose(uri: string, typeSet: string | null): Promise<void>;
}

/**
 * The type sets and what documents name, as the server told them last, so that a list of them opens at once; and
 * the set that a person chose for a document, which the server does not keep. Knows no editor.
 */
export class TypeSets {
  private told: readonly TypeSetInfo[] | undefined;
  private readonly types = new Map<string, DocumentTypesInfo>();

  /**
   * @param everywhere remembers the built-in sets
   * @param here remembers the choices by document
   * @param changed hears that something else is known now
   */
  constructor(
    private readonly wire: TypeSetsWire,
    private readonly everywhere: Memento,
    private readonly here: Memento,
    private readonly changed: () => void,
  ) {}

  /** All type sets, as they were told last; before the first time in a window only those that are built in. */
  get all(): readonly TypeSetInfo[] {
    return this.told ?? this.everywhere.get<readonly TypeSetInfo[]>(builtInKey, []);
  }

  /** What a document names, as it was told last; `undefined` when it never was. */
  typesOf(uri: string): DocumentTypesInfo | undefined {
    return this.types.get(uri);
  }

  /**
   * Asks the server for both; without a document only for the sets.
   * @throws what the server answers instead
   */
  async refresh(uri: string | undefined): Promise<void> {
    const [sets, types] = await Promise.all([
      this.wire.sets(uri),
      uri === undefined ? undefined : this.wire.types(uri),
    ]);
    this.told = sets;
    if (uri !== undefined && types) this.types.set(uri, types);
    this.changed();
    const builtIn = sets.filter(({ origin }) => origin === 'built-in');
    const known = this.everywhere.get<unknown>(builtInKey, undefined);
    if (JSON.stringify(known) !== JSON.stringify(builtIn)) await this.everywhere.update(builtInKey, builtIn);
  }

  /** The document was closed. */
  forget(uri: string): void {
    this.types.delete(uri);
  }

  /** The set that a person chose for a document, by id. */
  chosenFor(uri: string): string | undefined {
    return this.choices.find(([known]) => known === uri)?.[1];
  }

  /**
   * A person chooses a set for a document, or gives it up; remembered, and told to the server. What is known of the
   * document's types is to be refreshed then.
   * @param typeSet the set's id; `null`: none of the document's own
   */
  async choose(uri: string, typeSet: string | null): Promise<void> {
    const others = this.choices.filter(([known]) => known !== uri);
    const choices = typeSet === null ? others : [[uri, typeSet] as const, ...others];
    await this.here.update(chosenKey, choices.slice(0, documentsKept));
    await this.wire.choose(uri, typeSet);
  }

  /** A file or folder was moved: what was chosen for its documents goes with them, and is told to the server. */
  async move(from: string, to: string): Promise<void> {
    const { entries, moved } = movedEntries(this.choices, from, to);
    if (moved.length === 0) return;
    await this.here.update(chosenKey, entries);
    await Promise.all(moved.map(([uri, typeSet]) => this.wire.choose(uri, typeSet)));
  }

  private get choices(): readonly (readonly [uri: string, typeSet: string])[] {
    return this.here.get<readonly (readonly [string, string])[]>(chosenKey, []);
  }
}
