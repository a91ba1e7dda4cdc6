/** How a model is run. */
export interface RuntimePlan {
  readonly threads: number;
  /** Sequences that are evaluated together. */
  readonly lanes: number;
  /** Tokens that each lane has room for: a passage, a question and its answer. */
  readonly contextTokens: number;
  /** Tokens that one evaluation takes at most. */
  readonly batchTokens: number;
  /** The largest passage that leaves room for a question and its answer, in tokens. */
  readonly maxPassageTokens: number;
}

/** What of a plan a person may decide. */
export type PlanWishes = Partial<Omit<RuntimePlan, 'maxPassageTokens'>>;

export interface MachineTraits {
  /** Threads that run at the same time, two a core where the cores have them. */
  readonly parallelism: number;
  /** Cores that compute well: without hyperthreads and efficiency cores. */
  readonly mathCores: number;
  /** In bytes. */
  readonly freeMemory: number;
  readonly gpu: string | false;
}

export interface ModelTraits {
  /** The longest passage that the model was trained on, in tokens. */
  readonly maxPassageTokens: number;
  readonly trainContextTokens: number;
  /** Bytes of state that a token of a lane takes: 23 kB for the embedded model, 0.5 MB for one of 7B. */
  readonly stateBytesPerToken: number;
}

/** Tokens that a question and a usual answer need beside the passage; longer answers end as `truncated`. */
const questionAndAnswerTokens = 172;
/** Tokens of the prompt around the passage, with a margin. */
const promptTokens = 40;
const aroundPassage = promptTokens + questionAndAnswerTokens;
/** More lanes bring a CPU little (a step of 8 takes 26 ms, of 12 34 ms, of 16 38 ms); a GPU has room for more. */
const mostLanes = { cpu: 12, gpu: 16 };
/** Larger batches bring a CPU nothing; the buffers of an evaluation grow with them. */
const batchTokens = { cpu: 256, gpu: 512 };
/** The part of the free memory that the lanes' state may take. */
const stateShareOfFreeMemory = 0.25;

/**
 * Threads that compute well together. One is left to the rest of the machine, since threads that wait for each other
 * slow down to a twentieth where another program takes a core; hyperthreads compute no faster.
 */
export function computingThreads({
  parallelism,
  mathCores,
}: Pick<MachineTraits, 'parallelism' | 'mathCores'>): number {
  return Math.max(1, Math.min(parallelism - 1, mathCores));
}

/**
 * Chooses how to run a model on a machine.
 * @param wishes go before what would be chosen; more threads than the machine runs at a time would wait for each other
 * for minutes
 */
export function planRuntime(
  machine: MachineTraits,
  model: ModelTraits,
  wishes: PlanWishes = {},
): RuntimePlan {
  const kind = machine.gpu === false ? 'cpu' : 'gpu';
  const contextTokens = Math.min(
    wishes.contextTokens ?? model.maxPassageTokens + aroundPassage,
    model.trainContextTokens,
  );
  const laneBytes = model.stateBytesPerToken * contextTokens;
  const room = Math.floor((machine.freeMemory * stateShareOfFreeMemory) / laneBytes);
  return {
    threads: Math.min(wishes.threads ?? computingThreads(machine), machine.parallelism),
    lanes: wishes.lanes ?? Math.max(1, Math.min(mostLanes[kind], room)),
    contextTokens,
    batchTokens: wishes.batchTokens ?? batchTokens[kind],
    maxPassageTokens: Math.max(1, Math.min(model.maxPassageTokens, contextTokens - aroundPassage)),
  };
}
