import type { ProseFragment } from './proseBuilder.ts';

/**
 * What was read from the parts of a document, so that reading it again after an edit parses only the parts
 * that changed. One for each document; holds what the last reading used and nothing else.
 */
export class ProseMemo {
  #context = '';
  #last = new Map<string, ProseFragment>();
  #current = new Map<string, ProseFragment>();

  /** Begins a reading. Parts read under another `context` (what they refer to elsewhere) are forgotten. */
  begin(context: string): void {
    if (context !== this.#context) this.#last.clear();
    for (const [part, fragment] of this.#current) this.#last.set(part, fragment);
    this.#context = context;
    this.#current = new Map();
  }

  /** What was read from a part, or what `read` makes of it now. */
  part(text: string, read: () => ProseFragment): ProseFragment {
    const fragment = this.#current.get(text) ?? this.#last.get(text) ?? read();
    this.#current.set(text, fragment);
    return fragment;
  }

  /** Ends a reading: parts that it did not use are forgotten. */
  end(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }
}
