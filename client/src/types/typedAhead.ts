/**
 * What a person types between Enter and the moment at which VS Code empties the field. The extension asks for that
 * from another process; until it is done, a fast person's next letters stand behind what was entered.
 */
export class TypedAhead {
  private entered = '';
  private ahead = '';

  /** What the field holds beyond what was entered already. */
  textOf(value: string): string {
    return this.entered === '' ? value : this.ahead;
  }

  /** What stands in the field was entered, and VS Code is asked to empty it. */
  enter(value: string): void {
    this.entered = this.entered === '' ? value : this.entered + this.ahead;
    this.ahead = '';
  }

  /**
   * The field changed.
   * @returns what it should hold; `undefined` as long as it is still to be emptied
   */
  change(value: string): string | undefined {
    if (this.entered !== '' && value.startsWith(this.entered)) {
      this.ahead = value.slice(this.entered.length);
      return undefined;
    }
    const wanted = value === '' ? this.ahead : value;
    this.entered = '';
    this.ahead = '';
    return wanted;
  }
}
