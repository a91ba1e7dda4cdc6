import { fileURLToPath } from 'node:url';
import { cutPassages } from '../../../server/src/document/passages.ts';
import { readProse } from '../../../server/src/document/registry.ts';
import type { AnswerString, Query } from '../../../server/src/model/engine.ts';
import { LocalEngine } from '../../../server/src/model/local/localEngine.ts';
import { chooseModel } from '../../../server/src/modelChoice.ts';
import type { NerSet } from './nerSet.ts';

/** The answers about one record and one type, and what people marked. */
export interface Answered {
  readonly expected: readonly string[];
  readonly strings: AnswerString[];
}

/** Asks a model about records as the product does: through its engine, in passages of the catalog's budget. */
export class Examinee {
  readonly #choice;
  readonly #engine: LocalEngine;
  readonly #budget: number;

  /**
   * @param model `embedded`, or the path of a GGUF file
   * @param options.budget tokens of a passage; absent: the catalog's
   * @param options.lanes queries decoded at once; absent: as in the product
   */
  constructor(model: string, options: { readonly budget?: number; readonly lanes?: number } = {}) {
    this.#choice = chooseModel(model);
    this.#budget = options.budget ?? this.#choice.passageBudget;
    this.#engine = new LocalEngine({
      modelPath: this.#choice.modelPath,
      ...(this.#choice.entry && { entry: this.#choice.entry }),
      ...(options.lanes !== undefined && { wishes: { lanes: options.lanes } }),
      childPath: fileURLToPath(new URL('../../../server/src/model/local/modelProcess.ts', import.meta.url)),
      idleMs: 0,
      log: (line) => console.error(line),
    });
  }

  /** Asks every type of the set about every record, all at once, so that the engine's lanes are full. */
  async ask(set: NerSet): Promise<Answered[]> {
    const asked = new Map<Query, Answered>();
    const answered: Answered[] = [];
    for (const { text, entities } of set.records) {
      const passages = cutPassages(readProse('plaintext', text), this.#budget);
      const ofType = new Map(
        set.types.map((type) => {
          const expected = entities.filter((entity) => entity.type === type).map((entity) => entity.text);
          return [type, { expected, strings: [] } as Answered];
        }),
      );
      answered.push(...ofType.values());
      for (const passage of passages)
        for (const [type, answer] of ofType) asked.set({ passage: passage.text, type }, answer);
    }
    for await (const { query, strings, outcome } of this.#engine.ask([...asked.keys()])) {
      if (outcome !== 'complete') console.error(`${set.name}: ${outcome} about ${query.type}`);
      asked.get(query)?.strings.push(...strings);
    }
    return answered;
  }

  dispose(): void {
    this.#engine.dispose();
  }
}
