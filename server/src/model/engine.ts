/** One passage and one entity type, in the words that the model is asked with. */
export interface Query {
  readonly passage: string;
  /** What stands for `{type}` in the prompt: a name, or a definition. */
  readonly type: string;
  /** The data set whose way of annotating is to be followed; only for models that were trained with such names. */
  readonly style?: string;
  /** Strings that the answer probably consists of, in its order: where it does it is there sooner, and never another. */
  readonly expected?: readonly string[];
  /** Since when a person looks at the passage, in milliseconds: what came into view last goes first. Absent: nobody does. */
  readonly seenSince?: number;
}

/** One string of an answer: a stretch of whole words of the passage, letter for letter. */
export interface AnswerString {
  readonly text: string;
  /**
   * The smallest probability that the model, unconstrained, gave to a token of this string (its quotes
   * included), from 0 to 1. Comparable across types and passages; not calibrated.
   */
  readonly score: number;
}

/**
 * How an answer ended: `complete` (the model closed its list), `truncated` (the answer reached the token
 * limit; its whole strings are kept), `too-long` (the passage does not fit the model's context together
 * with the question and an answer: nothing was asked; cut the passage and ask again), `failed` (the model's
 * process ended twice while it worked on this query).
 */
export type AnswerOutcome = 'complete' | 'truncated' | 'too-long' | 'failed';

/** The model's answer to one query. */
export interface Answer {
  readonly query: Query;
  readonly strings: readonly AnswerString[];
  readonly outcome: AnswerOutcome;
  /** Tokens of the passage, and tokens decoded for the answer. */
  readonly tokens: { readonly passage: number; readonly answer: number };
}

/** Tokens a second, all lanes together. */
export interface EngineSpeed {
  /** Of passages and questions. */
  readonly read: number;
  /** Of answers. */
  readonly written: number;
}

/** What an engine says of itself; for "Show Model Details", `--verbose` and the cache's key. */
export interface EngineDescription {
  /** The model's name as its catalog entry or its file gives it. */
  readonly name: string;
  /** SHA-256 of the weights, where it is known. */
  readonly sha256?: string;
  /** Path of the weights. */
  readonly path: string;
  readonly contextTokens: number;
  /** The largest passage, in tokens, that leaves room for the question and an answer. */
  readonly maxPassageTokens: number;
  readonly threads: number;
  /** Sequences that are evaluated together. */
  readonly lanes: number;
  /** Tokens that one evaluation takes at most. */
  readonly batchTokens: number;
  /** Measured; zeros where nothing was asked yet. */
  readonly speed: EngineSpeed;
  /** `false` for the CPU, else the back end's name. */
  readonly gpu: string | false;
  /** Version of the inference runtime. */
  readonly runtime: string;
}

/** Where the engine stands; shown by the status item. */
export type EngineState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'asking'; readonly pending: number }
  | { readonly kind: 'failed'; readonly error: string; readonly remedy: string };

export interface AskOptions {
  readonly signal?: AbortSignal;
  /**
   * What is asked in the `background` waits as long as anybody has a `user`'s query to ask; what a person looks at goes
   * before both. Default: `user`.
   */
  readonly priority?: 'user' | 'background';
  /** When what the person sees changed last, in milliseconds: what was to be asked next then may no longer be. */
  readonly viewedSince?: () => number;
}

/** The seam between the rooms that know text and a model that answers; local now, remote later. */
export interface Engine {
  /**
   * Asks a batch of queries. Yields every answer as soon as it is there, in any order, each query once.
   * Queries of one passage should follow each other: the passage is then evaluated once. They are taken from the
   * iterable as the model has room for them, so that one made lazily decides late what comes next.
   * @throws {ModelError} when the model can't be loaded.
   * @throws {DOMException} `AbortError` when `signal` aborts; the running evaluation stops within 250 ms.
   */
  ask(queries: Iterable<Query>, options?: AskOptions): AsyncIterable<Answer>;
  /** Loads the model where that is needed, and describes it. @throws {ModelError} as `ask`. */
  describe(): Promise<EngineDescription>;
}

/** A failure that a user meets: what happened and why (`message`), and what to do next (`remedy`). */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
