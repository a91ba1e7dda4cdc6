import type { AnswerOutcome, AnswerString, EngineDescription, EngineSpeed } from '../engine.ts';
import type { PlanWishes } from './plan.ts';
import type { Want } from './want.ts';

/** How a child process is to load its model; sent once, first. */
export interface LoadRequest {
  readonly kind: 'load';
  readonly modelPath: string;
  /** The expected SHA-256; absent for files that the catalog does not list. */
  readonly sha256?: string;
  /** Where verdicts on files are remembered, so that an unchanged file is hashed once. */
  readonly verdictFile?: string;
  /** The process before ended before its model was loaded: the runtime's binary may be what ends it. */
  readonly distrustRuntime?: true;
  readonly name?: string;
  readonly maxPassageTokens: number;
  /** What is not chosen from the machine and the model. */
  readonly wishes: PlanWishes;
}

/** One query under a number that its answer bears. */
export interface QueryRequest {
  readonly id: number;
  readonly want: Want;
  readonly passage: string;
  readonly type: string;
  readonly style?: string;
  readonly expected?: readonly string[];
}

/** From the engine to the child process. */
export type ToChild =
  | LoadRequest
  | { readonly kind: 'ask'; readonly queries: readonly QueryRequest[] }
  | { readonly kind: 'cancel'; readonly ids: readonly number[] };

/** The answer to one query, without the query itself. */
export interface AnswerMessage {
  readonly kind: 'answer';
  readonly id: number;
  readonly strings: readonly AnswerString[];
  readonly outcome: AnswerOutcome;
  readonly tokens: { readonly passage: number; readonly answer: number };
  /** Of the process so far. */
  readonly speed: EngineSpeed;
}

/** From any model's process: it can be asked. */
export interface LoadedMessage<Description> {
  readonly kind: 'loaded';
  readonly description: Description;
}

/** From any model's process: it ends, and nothing can be asked after it. */
export interface FailedMessage {
  readonly kind: 'failed';
  readonly error: string;
  readonly remedy: string;
}

/** From the child process to the engine. */
export type ToEngine = LoadedMessage<EngineDescription> | AnswerMessage;

/** The environment variable that tells a model's process which language a person reads, as `speak` takes it. */
export const languageVariable = 'UNIVERSAL_NER_LANGUAGE';
