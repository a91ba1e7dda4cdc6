/** As much of `vscode.Memento` as is needed, so that this file can be tested without an editor. */
export interface Memento {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const recentKey = 'universalNer.recentTypes';
const choicesKey = 'universalNer.choices';
const recentKept = 20;
const documentsKept = 100;

/** The types that a person asked before: the recent ones everywhere, and the last choice in each document. */
export class TypeMemory {
  /**
   * @param everywhere remembers the recent types
   * @param here remembers the choices by document
   */
  constructor(
    private readonly everywhere: Memento,
    private readonly here: Memento,
  ) {}

  /** The types asked before, the last first. */
  get recent(): readonly string[] {
    return this.everywhere.get<readonly string[]>(recentKey, []);
  }

  /** The types asked last in a document; empty when none were. */
  choiceFor(uri: string): readonly string[] {
    return this.choices.find(([known]) => known === uri)?.[1] ?? [];
  }

  /** Remembers what was asked in a document just now. */
  async remember(uri: string, types: readonly string[]): Promise<void> {
    const recent = [...new Set([...types, ...this.recent])].slice(0, recentKept);
    const choices = [[uri, types], ...this.choices.filter(([known]) => known !== uri)].slice(
      0,
      documentsKept,
    );
    await Promise.all([this.everywhere.update(recentKey, recent), this.here.update(choicesKey, choices)]);
  }

  private get choices(): readonly (readonly [uri: string, types: readonly string[]])[] {
    return this.here.get<readonly (readonly [string, readonly string[]])[]>(choicesKey, []);
  }
}
