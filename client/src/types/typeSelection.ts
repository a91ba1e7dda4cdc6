import { nameKey, namesInLine, withPlainSpaces } from '../../../server/src/protocol.ts';
import { linesOf, ticked, type TypeLine, type TypeSources } from './typeSources.ts';

/**
 * The choice of types while a person makes it, without any widget. The keyboard's way: type, Enter chooses the
 * line that is marked (or gives up one chosen before), and with nothing typed Enter is done. What is typed
 * and stands in no line is a new type; commas part several, quotes keep one together.
 */
export class TypeSelection {
  private lines: readonly TypeLine[];
  private readonly picked = new Map<string, string>();
  private isTouched = false;

  constructor(sources: TypeSources) {
    this.lines = linesOf(sources);
    this.tick(ticked(sources));
  }

  /** The lines in the order in which they are shown, no type twice. */
  get entries(): readonly TypeLine[] {
    return this.lines;
  }

  /** The chosen types in the order in which they were chosen. */
  get chosen(): readonly string[] {
    return [...this.picked.values()];
  }

  isChosen(name: string): boolean {
    return this.picked.has(nameKey(name));
  }

  /** Whether these are the chosen types, in whatever order. */
  isChosenExactly(names: readonly string[]): boolean {
    return names.length === this.picked.size && names.every((name) => this.isChosen(name));
  }

  /**
   * More became known while the list is shown. No line moves under a person's hand: what is new stands at the end.
   * @param isTyping boxes are ticked anew only where a person has neither chosen nor typed anything yet
   * @returns whether lines or ticks are new
   */
  learn(sources: TypeSources, isTyping: boolean): boolean {
    const added = linesOf(sources).filter(({ name }) => !this.entryOf(name));
    this.lines = [...this.lines, ...added];
    const ticks = this.isTouched || isTyping || this.picked.size > 0 ? [] : ticked(sources);
    this.tick(ticks);
    return added.length + ticks.length > 0;
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
    const [first] = names;
    if (first === undefined) return undefined;
    // Several names may be the one of a known type with commas.
    const name = names.length === 1 ? first : withPlainSpaces(typed);
    const key = nameKey(name);
    const goesOn = ({ name: known }: TypeLine): boolean =>
      nameKey(known).startsWith(key) && /^[\p{L}\p{N}]/u.test(known.slice(name.length));
    return (this.entryOf(name) ?? this.lines.find(goesOn))?.name;
  }

  /** The boxes were ticked as given. */
  setChosen(names: readonly string[]): void {
    this.isTouched = true;
    const keys = new Set(names.map(nameKey));
    for (const key of this.picked.keys()) if (!keys.has(key)) this.picked.delete(key);
    for (const name of names) if (!this.isChosen(name)) this.picked.set(nameKey(name), name);
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
      if (this.picked.size === 0 && marked !== undefined) this.picked.set(nameKey(marked), marked);
      return this.picked.size > 0;
    }
    this.isTouched = true;
    if (marked !== undefined) this.toggle(marked);
    else for (const name of names) this.add(name);
    return false;
  }

  private tick(names: readonly string[]): void {
    for (const name of names) this.picked.set(nameKey(name), this.entryOf(name)?.name ?? name);
  }

  private toggle(name: string): void {
    if (!this.picked.delete(nameKey(name))) this.picked.set(nameKey(name), name);
  }

  private add(name: string): void {
    const known = this.entryOf(name)?.name;
    if (known === undefined) this.lines = [{ name, section: { kind: 'new' } }, ...this.lines];
    this.picked.set(nameKey(name), known ?? name);
  }

  private entryOf(name: string): TypeLine | undefined {
    return this.lines.find((entry) => nameKey(entry.name) === nameKey(name));
  }
}

/** The names in what is typed, none twice. */
function namesIn(typed: string): string[] {
  const names = new Map<string, string>();
  for (const name of namesInLine(typed)) if (!names.has(nameKey(name))) names.set(nameKey(name), name);
  return [...names.values()];
}
