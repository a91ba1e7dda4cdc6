/**
 * The text field of a list that is in another process. Between Enter and the moment at which VS Code empties the
 * field a fast person types on: those letters are kept, and put back when the field was emptied under them.
 */
export class TypedField {
  /** What the field held when it was heard of last. */
  private shown = '';
  /** What VS Code was asked to put there, until it is heard of. */
  private asked: string | undefined;
  private typed = '';

  /** @param put asks VS Code to have the field hold a text */
  constructor(private readonly put: (text: string) => void) {}

  /** What the person has typed since the last Enter. */
  get text(): string {
    return this.typed;
  }

  /** What was typed is taken: the field begins anew. */
  enter(): void {
    this.typed = '';
    this.settle();
  }

  /** The field holds something else. */
  change(value: string): void {
    if (value === this.asked) {
      this.asked = undefined;
    } else if (this.asked === undefined) {
      this.typed = value;
    } else {
      // What is asked for will overwrite the field: only what is new in it counts.
      this.typed = value.startsWith(this.shown) ? this.typed + value.slice(this.shown.length) : value;
    }
    this.shown = value;
    this.settle();
  }

  /** One request at a time, so that it is known what each change of the field comes from. */
  private settle(): void {
    if (this.asked !== undefined || this.shown === this.typed) return;
    this.asked = this.typed;
    this.put(this.typed);
  }
}
