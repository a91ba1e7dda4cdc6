import { movedEntries } from './movedUri.ts';

/** As much of `vscode.Memento` as is needed, so that this file can be tested without an editor. */
export interface Memento {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const recentKey = 'universalNer.recentTypes';
const choicesKey = 'universalNer.choices';
const recentKept = 20;
const documentsKept = 100;

/** A choice in a document, and the types that the document and its set named at that time. */
type Choice = readonly [uri: string, types: readonly string[], named?: readonly string[]];

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

  /**
   * The types asked last in a document; empty when none were.
   * @param named what the document and its type set name now, where that is known. Where it is something else than
   * at the time of the choice, a person has since said anew what is to be asked: the choice counts no more.
   */
  choiceFor(uri: string, named?: readonly string[]): readonly string[] {
    const choice = this.choices.find(([known]) => known === uri);
    if (!choice) return [];
    const [, types, namedThen] = choice;
    return named && namedThen && !isSame(named, namedThen) ? [] : types;
  }

  /**
   * Remembers what was asked in a document just now.
   * @param named what the document and its type set name, where that is known
   */
  async remember(uri: string, types: readonly string[], named?: readonly string[]): Promise<void> {
    const recent = [...new Set([...types, ...this.recent])].slice(0, recentKept);
    const others = this.choices.filter(([known]) => known !== uri);
    const choices: readonly Choice[] = [named ? [uri, types, named] : [uri, types], ...others];
    await Promise.all([
      this.everywhere.update(recentKey, recent),
      this.here.update(choicesKey, choices.slice(0, documentsKept)),
    ]);
  }

  /** A file or folder was moved: what was asked in its documents goes with them. */
  async move(from: string, to: string): Promise<void> {
    const { entries, moved } = movedEntries(this.choices, from, to);
    if (moved.length > 0) await this.here.update(choicesKey, entries);
  }

  private get choices(): readonly Choice[] {
    return this.here.get<readonly Choice[]>(choicesKey, []);
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}
