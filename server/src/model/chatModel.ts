/** A conversation of one turn, which a chat model answers. */
export interface ChatPrompt {
  readonly system: string;
  readonly user: string;
}

export interface GenerateOptions {
  /** The answer ends after so many tokens at the latest. */
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
  /** Called with the whole answer so far as it grows; it starts anew where the model has to be asked again. */
  readonly onText?: (soFar: string) => void;
  /** Whether the answer holds all that is wanted of it: it ends then. */
  readonly isEnough?: (soFar: string) => boolean;
}

/** A model that answers in its own words: an instruct model on this machine, or one that a server offers. */
export interface ChatModel {
  /** What a person knows it by: the model's name, or the host that is asked. */
  readonly name: string;
  /**
   * Loads what has to be loaded before the model can answer, so that the time of answering can be measured alone.
   * @throws {ModelError} when it can't be loaded
   * @throws the signal's reason when it aborts
   */
  prepare(signal?: AbortSignal): Promise<void>;
  /**
   * Has the model answer, greedily.
   * @throws {ModelError} when it can't be asked, or its answer is none
   * @throws the signal's reason when it aborts; the model stops within a second
   */
  generate(prompt: ChatPrompt, options: GenerateOptions): Promise<string>;
  /** Frees what it holds. What is being generated fails. */
  dispose(): void;
}
