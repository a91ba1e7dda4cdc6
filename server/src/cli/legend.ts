import { chosenSlots, slotsOf } from '../protocol.ts';
import type { DocumentAsk } from './askedTypes.ts';

/** The identity colours of the types of all documents so far: a type has one colour in the whole output. */
export class Legend {
  readonly #all = new Set<string>();
  readonly #colors = new Map<string, string>();
  #types: readonly string[] = [];
  #slots = slotsOf([]);

  /** Takes up the types of the next document; the colours that earlier ones chose stay. */
  add({ types, colors }: Pick<DocumentAsk, 'types' | 'colors'>): void {
    this.#types = types;
    for (const type of types) this.#all.add(type);
    for (const [type, color] of Object.entries(colors)) {
      if (!this.#colors.has(type)) this.#colors.set(type, color);
    }
    this.#slots = slotsOf([...this.#all], chosenSlots(Object.fromEntries(this.#colors)));
  }

  /** Those of the document that came last, in its order. */
  get types(): readonly string[] {
    return this.#types;
  }

  /** The identity colour of a type, from 1. */
  slotOf(type: string): number {
    return this.#slots(type);
  }
}
