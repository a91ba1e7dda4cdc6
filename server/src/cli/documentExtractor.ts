import { pace } from '../document/steps.ts';
import { readProseSteps } from '../document/registry.ts';
import type { AnswerCache } from '../entities/cache.ts';
import { extract } from '../entities/extract.ts';
import { EntityStore } from '../entities/store.ts';
import { annotate } from '../formats/annotatedDocument.ts';
import type { AnnotatedDocument } from '../formats/annotatedDocument.ts';
import type { Engine } from '../model/engine.ts';
import type { ModelChoice } from '../modelChoice.ts';
import type { ExtractionNotes, ExtractionProgress } from '../protocol.ts';

/** How far the extraction of a document is. */
export interface DocumentProgress extends ExtractionProgress {
  readonly mentions: number;
}

/** Extracts the same types from one document after the other. */
export class DocumentExtractor {
  /** @param minScore weaker mentions are left out; absent: the model's own default */
  constructor(
    private readonly engine: Engine,
    private readonly model: ModelChoice,
    private readonly types: readonly string[],
    private readonly cache: AnswerCache,
    private readonly minScore = model.minScore,
  ) {}

  /**
   * @param onChange is called at every change, often; counts only when it asks
   * @throws {ModelError} when the model can't be asked
   */
  async extract(
    name: string,
    languageId: string,
    text: string,
    onChange: (progress: () => DocumentProgress | undefined) => void,
  ): Promise<{ document: AnnotatedDocument; notes: ExtractionNotes | undefined }> {
    const { languages, passageBudget, key } = this.model;
    const store = new EntityStore();
    store.open(name, 1, { general: this.minScore });
    const progress = (): DocumentProgress | undefined => {
      const summary = store.summary(name);
      return summary?.progress && { ...summary.progress, mentions: summary.mentionCount };
    };
    store.onDidChange(() => onChange(progress));
    const notes = await extract(
      { uri: name, version: 1, languageId, text },
      this.types,
      { passageBudget, languages, foreign: 'run', policy: 'all' },
      { engine: this.engine, modelKey: key, cache: this.cache, store },
    );
    const document = await pace(readProseSteps(languageId, text));
    const annotations = annotate(store.mentions(name), document);
    return { document: { name, languageId, document, annotations }, notes };
  }
}
