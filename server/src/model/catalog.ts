import type { Calibration } from './calibration.ts';

/** What the extension knows of a model before it is loaded. */
export interface CatalogEntry {
  readonly id: string;
  readonly name: string;
  /** File name in the folder `models/`. */
  readonly file: string;
  /** SHA-256 of the file, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The text of the end token; a test holds it against the file's vocabulary. */
  readonly endToken: string;
  /** Languages that the model knows, ISO 639-1. */
  readonly languages: readonly string[];
  /** The passage length, in tokens, at which the model answers best. */
  readonly passageBudget: number;
  /** The longest passage, in tokens, that the model was trained on. */
  readonly maxPassageTokens: number;
  /** Mentions with a lower score are hidden, unless the user says otherwise. */
  readonly minScore: number;
  /** What scores turned out to be worth on texts of fields that the model never saw; see `test/bench/calibration.ts`. */
  readonly calibration: Calibration;
  readonly licence: string;
}

/** The embedded default; its card is `models/README.md`. */
export const embeddedModel: CatalogEntry = {
  id: 'embedded',
  name: 'UniversalNER SmolLM2 135M',
  file: 'universalner-smollm2-135m.gguf',
  sha256: 'c6ce81b2ca91671284cd87a62fd0feb433a963d4a77f98aeb0217c5dfe5ade1d',
  endToken: '<|im_end|>',
  languages: ['en'],
  passageBudget: 100,
  maxPassageTokens: 300,
  minScore: 0,
  calibration: [
    [0.05, 0.25],
    [0.43, 0.3],
    [0.68, 0.39],
    [0.77, 0.43],
    [0.82, 0.49],
    [0.89, 0.5],
    [0.97, 0.55],
  ],
  licence: 'Apache-2.0',
};

/** What is assumed of a GGUF file that the catalog does not list: UniversalNER-7B's training limits. */
export const unlistedModel = {
  languages: ['en'],
  passageBudget: 200,
  maxPassageTokens: 1024,
  minScore: 0,
} as const satisfies Partial<CatalogEntry>;
