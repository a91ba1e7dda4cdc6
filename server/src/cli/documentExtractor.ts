import { pace } from '../document/steps.ts';
import { readProseSteps } from '../document/registry.ts';
import type { AnswerCache } from '../entities/cache.ts';
import { extract } from '../entities/extract.ts';
import type { OverlapPolicy } from '../entities/ground.ts';
import { EntityStore } from '../entities/store.ts';
import { UnansweredError } from '../entities/unanswered.ts';
import { annotate } from '../formats/annotatedDocument.ts';
import type { AnnotatedDocument } from '../formats/annotatedDocument.ts';
import type { Engine } from '../model/engine.ts';
import type { ModelChoice } from '../modelChoice.ts';
import type { ExtractionNotes, ExtractionProgress } from '../protocol.ts';
import type { DocumentAsk } from './askedTypes.ts';

/** How far the extraction of a document is. */
export interface DocumentProgress extends ExtractionProgress {
  readonly mentions: number;
}

/** How documents are extracted. */
export interface ExtractorOptions {
  /** Weaker mentions are left out; absent: what suits the model. */
  readonly minScore?: number;
  /** The annotation style that the model is asked in; absent: none. */
  readonly style?: string;
  /** Absent: all mentions are kept, also such as overlap. */
  readonly policy?: OverlapPolicy;
}

export interface ExtractedDocument {
  readonly document: AnnotatedDocument;
  readonly notes: ExtractionNotes | undefined;
  readonly error?: UnansweredError;
}

/** Extracts from one document after the other. */
export class DocumentExtractor {
  constructor(
    private readonly engine: Engine,
    private readonly model: ModelChoice,
    private readonly cache: AnswerCache,
    private readonly options: ExtractorOptions = {},
  ) {}

  /**
   * @param onChange is called at every change, often; counts only when it asks
   * @returns with an error where the model could answer about no passage; what rules have found is there
   * @throws {ModelError} when the model can't be asked
   */
  async extract(
    name: string,
    languageId: string,
    text: string,
    { types, resolve, minScores }: DocumentAsk,
    onChange: (progress: () => DocumentProgress | undefined) => void,
  ): Promise<ExtractedDocument> {
    const { languages, passageBudget, key } = this.model;
    const { minScore = this.model.minScore, style, policy = 'all' } = this.options;
    const store = new EntityStore();
    store.open(name, 1, { general: minScore, byType: minScores });
    const progress = (): DocumentProgress | undefined => {
      const summary = store.summary(name);
      return summary?.progress && { ...summary.progress, mentions: summary.mentionCount };
    };
    store.onDidChange(() => onChange(progress));
    const error = await extract(
      { uri: name, version: 1, languageId, text },
      types,
      {
        passageBudget,
        languages,
        foreign: 'run',
        policy,
        resolve,
        ...(style !== undefined && { style }),
      },
      { engine: this.engine, modelKey: key, cache: this.cache, store },
    ).then(() => undefined, unanswered);
    const document = await pace(readProseSteps(languageId, text));
    const annotations = annotate(store.mentions(name), document);
    const notes = store.summary(name)?.notes;
    return { document: { name, languageId, document, annotations }, notes, ...(error && { error }) };
  }
}

function unanswered(error: unknown): UnansweredError {
  if (error instanceof UnansweredError) return error;
  throw error;
}
