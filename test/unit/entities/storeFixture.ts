import assert from 'node:assert/strict';
import type { ExtractionRun } from '../../../server/src/entities/extractionRun.ts';
import type { Mention } from '../../../server/src/entities/mention.ts';
import { EntityStore } from '../../../server/src/entities/store.ts';
import type { TextEdit } from '../../../server/src/protocol.ts';

export const uri = 'file:///a.txt';

/** A store with one text that is one passage a line, read with the words of a type as its mentions. */
export class StoreFixture {
  readonly store = new EntityStore();
  text: string;
  version = 1;

  constructor(text: string, general = 0) {
    this.text = text;
    this.store.open(uri, 1, { general });
  }

  edit(start: number, end: number, inserted: string): TextEdit {
    const edit = { start, end, length: inserted.length };
    this.text = this.text.slice(0, start) + inserted + this.text.slice(end);
    this.store.edit(uri, ++this.version, [edit]);
    return edit;
  }

  begin(types: readonly string[], partial = false): ExtractionRun {
    return this.store.begin(uri, { version: this.version, types, partial, foreignAsked: true });
  }

  /** Extracts capitalised words as `name` and the others as `word`; the score is the word's length / 10. */
  extract(types: readonly string[] = ['name', 'word']): void {
    const run = this.begin(types);
    const lines = [...this.text.matchAll(/[^\n]+/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
    }));
    const kept = run.place(lines);
    for (const passage of kept) {
      const found = [...passage.text.matchAll(/[A-Za-z]+/g)].map((match) => ({
        type: /^[A-Z]/.test(match[0]) ? 'name' : 'word',
        text: match[0],
        score: Math.min(1, match[0].length / 10),
        start: match.index,
        end: match.index + match[0].length,
      }));
      run.settle(
        passage,
        new Set(types),
        found.filter(({ type }) => types.includes(type)),
      );
      run.note(passage, 1, 'test');
    }
    run.end();
  }

  get mentions(): readonly Mention[] {
    return this.store.mentions(uri);
  }

  get shown(): string[] {
    return this.mentions.map(
      ({ type, source, state }) =>
        `${type}:${this.text.slice(source.start, source.end)}${state === 'stale' ? '?' : ''}`,
    );
  }

  id(text: string): number {
    return this.mentions.find((mention) => mention.text === text)?.id ?? assert.fail(`no mention ${text}`);
  }
}
