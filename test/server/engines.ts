import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import type { Answer, Query } from '../../server/src/model/engine.ts';
import { LocalEngine } from '../../server/src/model/local/localEngine.ts';
import type { LocalEngineOptions } from '../../server/src/model/local/localEngine.ts';

const root = new URL('../../', import.meta.url);
export const modelPath = fileURLToPath(new URL(`models/${embeddedModel.file}`, root));

/** An engine under test, with what it said. */
export interface TestEngine {
  readonly engine: LocalEngine;
  readonly log: string[];
  readonly notices: string[];
}

/** Engines of the embedded model that share a verdict, so that its file is hashed once. */
export class Engines {
  readonly folder = mkdtempSync(join(tmpdir(), 'universal-ner engines-'));
  readonly #engines: LocalEngine[] = [];

  /** An engine of the embedded model, or of a model that the catalog does not list. */
  start(options: Omit<Partial<LocalEngineOptions>, 'entry'> = {}, isListed = true): TestEngine {
    const log: string[] = [];
    const notices: string[] = [];
    const engine = new LocalEngine({
      modelPath,
      ...(isListed && { entry: embeddedModel }),
      idleMs: 0,
      verdictFile: join(this.folder, 'verdicts.json'),
      log: (line) => log.push(line),
      onNotice: (sentence) => notices.push(sentence),
      ...options,
    });
    this.#engines.push(engine);
    return { engine, log, notices };
  }

  /** Ends all processes and removes all files. */
  dispose(): void {
    for (const engine of this.#engines) engine.dispose();
    rmSync(this.folder, { recursive: true });
  }
}

/** All answers, in the order in which they came. */
export async function askAll(engine: LocalEngine, queries: readonly Query[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const answer of engine.ask(queries)) answers.push(answer);
  return answers;
}

/** Every type asked about every passage. */
export function cross(passages: readonly string[], types: readonly string[]): Query[] {
  return passages.flatMap((passage) => types.map((type) => ({ passage, type })));
}

/** The paragraphs of a sample, markup and all: nasty passages for a model. */
export function paragraphsOf(sample: string): string[] {
  const text = readFileSync(new URL(`samples/${sample}`, root), 'utf8');
  return text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '' && paragraph.length < 700);
}

/** Resolves when the condition holds; looks again every few milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
