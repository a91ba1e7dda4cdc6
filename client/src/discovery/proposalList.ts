import type { TypeProposal } from '../../../server/src/protocol.ts';

/**
 * The proposals as a person sees them while more come in. Until the person does something, the best stand first;
 * from then on no line moves or goes: new ones are added at the end. What is ticked stays ticked.
 */
export class ProposalList {
  #lines: readonly TypeProposal[] = [];
  #ticked: readonly string[] = [];
  #isHeld = false;

  /** In the order in which they are shown; no type that has a line is named on another as similar. */
  get lines(): readonly TypeProposal[] {
    const names = new Set(this.#lines.map(({ name }) => name));
    return this.#lines.map((line) => ({
      ...line,
      similar: line.similar.filter((name) => !names.has(name)),
    }));
  }

  /** The names of the ticked types, in the order in which they were ticked. */
  get ticked(): readonly string[] {
    return this.#ticked;
  }

  /** Whether lines stay where they are. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The person looks at a line or has ticked one: lines stay where they are from now on. */
  hold(): void {
    this.#isHeld = true;
  }

  /** @param proposals the best first */
  update(proposals: readonly TypeProposal[]): void {
    if (!this.#isHeld) {
      this.#lines = proposals;
      return;
    }
    const latest = new Map(proposals.map((proposal) => [proposal.name, proposal]));
    const known = this.#lines.map((line) => latest.get(line.name) ?? line);
    for (const { name } of known) latest.delete(name);
    this.#lines = [...known, ...latest.values()];
  }

  /** Exactly these are ticked now. */
  tick(names: readonly string[]): void {
    const kept = this.#ticked.filter((name) => names.includes(name));
    this.#ticked = [...kept, ...names.filter((name) => !kept.includes(name))];
    if (names.length > 0) this.hold();
  }
}
