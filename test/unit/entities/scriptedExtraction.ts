import { AnswerCache } from '../../../server/src/entities/cache.ts';
import { type ExtractOptions, type ExtractRooms, extract } from '../../../server/src/entities/extract.ts';
import { EntityStore } from '../../../server/src/entities/store.ts';
import type { Answer, AnswerOutcome, AskOptions, Engine, Query } from '../../../server/src/model/engine.ts';
import type { ExtractionNotes } from '../../../server/src/protocol.ts';

const names = { city: ['Oslo', 'Rome', 'Paris'], person: ['Ada', 'Bob', 'Paris Hilton'] };

/** Answers with the words of its dictionary that the passage holds. */
export class ScriptedEngine implements Engine {
  readonly asked: Query[] = [];
  /** Called before each answer. */
  before: (query: Query) => void | Promise<void> = () => undefined;
  outcome: (query: Query) => AnswerOutcome = () => 'complete';

  constructor(readonly dictionary: Readonly<Record<string, readonly string[]>>) {}

  async *ask(queries: readonly Query[], { signal }: AskOptions = {}): AsyncIterable<Answer> {
    for (const query of queries) {
      signal?.throwIfAborted();
      this.asked.push(query);
      await this.before(query);
      signal?.throwIfAborted();
      const words = this.dictionary[query.type] ?? [];
      const outcome = this.outcome(query);
      const strings = outcome === 'complete' ? words.filter((word) => query.passage.includes(word)) : [];
      yield {
        query,
        strings: strings.map((text) => ({ text, score: 0.9 })),
        outcome,
        tokens: { passage: 1, answer: 1 },
      };
    }
  }

  describe(): Promise<never> {
    throw new Error('A scripted engine has no weights.');
  }
}

/** A document, the store that holds it, and an engine that knows a few names. */
export class ScriptedExtraction {
  readonly rooms: ExtractRooms;
  text: string;
  version = 1;

  /** @param shared the rooms of another document */
  constructor(
    text: string,
    readonly engine = new ScriptedEngine(names),
    readonly uri = 'file:///a.md',
    shared?: ExtractRooms,
  ) {
    this.text = text;
    const own = { engine, cache: new AnswerCache(), store: new EntityStore(), modelKey: 'scripted' };
    this.rooms = shared ?? own;
    this.store.open(uri, 1);
  }

  get store(): EntityStore {
    return this.rooms.store;
  }

  edit(start: number, end: number, inserted: string): void {
    this.text = this.text.slice(0, start) + inserted + this.text.slice(end);
    this.store.edit(this.uri, ++this.version, [{ start, end, length: inserted.length }]);
  }

  extract(
    types: readonly string[] = ['city', 'person'],
    options: Partial<ExtractOptions> = {},
  ): Promise<ExtractionNotes | undefined> {
    return extract(
      { uri: this.uri, version: this.version, languageId: 'markdown', text: this.text },
      types,
      { passageBudget: 20, languages: ['en'], foreign: 'run', policy: 'all', ...options },
      this.rooms,
    );
  }

  get shown(): string[] {
    return this.store
      .mentions(this.uri)
      .map(
        ({ type, source, state }) =>
          `${type}:${this.text.slice(source.start, source.end)}${state === 'stale' ? '?' : ''}`,
      );
  }

  /** The passages of the queries since the last call. */
  takeAsked(): string[] {
    return [...new Set(this.engine.asked.splice(0).map(({ passage }) => passage))];
  }
}

export const paragraphs = [
  'Ada lives in Oslo with a big dog and a small cat.',
  'Bob went to Rome for a week and came back on Sunday.',
  'Nobody knows where the others have gone since then.',
  'Paris Hilton visits Paris in spring and in autumn too.',
];
export const text = paragraphs.join('\n\n');
