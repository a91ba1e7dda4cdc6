import * as l10n from '@vscode/l10n';
import equal from 'fast-deep-equal';
import type { CatalogEntry } from '../catalog.ts';
import { unlistedModel } from '../catalog.ts';
import { ModelError } from '../engine.ts';
import type {
  Answer,
  AskOptions,
  Engine,
  EngineDescription,
  EngineSpeed,
  EngineState,
  Query,
} from '../engine.ts';
import { AskBatch } from './askBatch.ts';
import { ChildModel } from './childModel.ts';
import { bundledProcess, forkModel } from './forkModel.ts';
import type { AnswerMessage, LoadRequest, ToChild } from './messages.ts';
import type { PlanWishes } from './plan.ts';
import { compareWants, type Want } from './want.ts';

/** What of an engine can change while it is asked. */
export interface RunOptions {
  /** The model's process ends after this many milliseconds without a query; 0: never. */
  readonly idleMs: number;
  /** How to run it, as far as that is not to be chosen from the machine and the model. */
  readonly wishes?: PlanWishes;
}

export interface LocalEngineOptions extends RunOptions {
  readonly modelPath: string;
  /** What the catalog says of the file; absent for a file of the user's. */
  readonly entry?: CatalogEntry;
  /** Where verdicts on model files are remembered between starts. */
  readonly verdictFile?: string;
  /** The bundle of the model's process; absent: the one beside this module. */
  readonly childPath?: string;
  /** Gets what the model's process prints. */
  readonly log: (line: string) => void;
  /** Gets one sentence when the process was started again after a crash. */
  readonly onNotice?: (sentence: string) => void;
}

interface InFlight {
  readonly query: Query;
  readonly want: Want;
  readonly batch: AskBatch;
}

type Child = ChildModel<ToChild, AnswerMessage, EngineDescription>;

/**
 * Queries that the process holds at a time: enough to fill its lanes, few enough that what is wanted next is decided
 * late, also where a large model has one lane and takes seconds for each.
 */
const queriesPerLane = 3;
/** Before it is known how many lanes there are. */
const windowBeforeLoad = 12;
/** Crashes in a row, without an answer between them, after which the engine gives up. */
const maxCrashes = 4;

/**
 * The local model, in a process of its own that is started when it is first asked, started again when it
 * crashes, and ended when it idles. All callers share it: their batches are served in turn, a passage each, what is
 * wanted sooner first (see {@link Want}).
 *
 * After a crash the queries that were in flight are asked again one by one: the one during which the process
 * ends again is answered `failed`, the others go on.
 */
export class LocalEngine implements Engine {
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #inFlight = new Map<number, InFlight>();
  readonly #batches = new Set<AskBatch>();
  /** In flight when the process crashed, and not yet asked again. */
  #suspects: InFlight[] = [];
  #child: Child | undefined;
  /** A process that was ended on purpose: that is no failure, and suspects nobody. */
  #ended: Child | undefined;
  #run: RunOptions;
  #state: EngineState = { kind: 'idle' };
  /** What the process has told last. */
  #speed: EngineSpeed | undefined;
  #nextId = 1;
  #crashes = 0;
  /** Did the process before end while it loaded its model? */
  #hasEndedLoading = false;
  #window = windowBeforeLoad;
  #lastServed: AskBatch | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #disposed: ModelError | undefined;

  constructor(private readonly options: LocalEngineOptions) {
    this.#run = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** The process that holds the model, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Calls the listener at every change of state. @returns a function that ends this. */
  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async *ask(
    queries: Iterable<Query>,
    { signal, ...options }: AskOptions = {},
  ): AsyncGenerator<Answer, void, undefined> {
    signal?.throwIfAborted();
    const batch = new AskBatch(queries, options);
    if (!batch.hasWaiting) return yield* batch.read();
    const abort = (): void => batch.abort(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#batches.add(batch);
    try {
      if (this.#disposed) throw this.#disposed;
      this.#child ??= this.#start();
      this.#pump();
      yield* batch.read();
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#batches.delete(batch);
      this.#withdraw(batch);
      this.#settle();
    }
  }

  async describe(): Promise<EngineDescription> {
    if (this.#disposed) throw this.#disposed;
    this.#child ??= this.#start();
    const description = await this.#child.loaded;
    return { ...description, speed: this.#speed ?? description.speed };
  }

  /** Ends the process; what is being asked is asked again in a fresh one. */
  restart(): void {
    this.#crashes = 0;
    this.#ended = this.#child;
    this.#child?.kill();
  }

  /** Runs the model in another way from now on; what is being asked is asked again where that needs a fresh process. */
  runWith(options: RunOptions): void {
    const isSame = equal(options.wishes, this.#run.wishes);
    this.#run = options;
    if (isSame) this.#settle();
    else if (this.#child) this.restart();
    else this.#setState({ kind: 'idle' });
  }

  /** Ends the process for good. @param reason what those read who are asking, or ask from now on */
  dispose(reason = shutDown()): void {
    this.#disposed = reason;
    clearTimeout(this.#idleTimer);
    this.#child?.kill();
  }

  #start(): Child {
    clearTimeout(this.#idleTimer);
    const { modelPath, entry, verdictFile } = this.options;
    const { wishes = {} } = this.#run;
    const load: LoadRequest = {
      kind: 'load',
      modelPath,
      maxPassageTokens: entry?.maxPassageTokens ?? unlistedModel.maxPassageTokens,
      ...(entry ? { sha256: entry.sha256, name: entry.name } : {}),
      wishes,
      ...(verdictFile === undefined ? {} : { verdictFile }),
      ...(this.#hasEndedLoading && { distrustRuntime: true }),
    };
    this.#speed = undefined;
    this.#setState({ kind: 'loading' });
    const forked = forkModel(this.options.childPath ?? bundledProcess('modelProcess'), this.options.log);
    const child: Child = new ChildModel(forked, load, {
      onMessage: (answer) => this.#receive(answer),
      onExit: (how) => {
        this.#hasEndedLoading = !child.isLoaded;
        if (this.#child === child) this.#exited(how, child === this.#ended);
      },
    });
    child.loaded.then(
      ({ lanes }) => {
        this.#window = lanes * queriesPerLane;
        this.#settle();
        this.#pump();
      },
      () => undefined,
    );
    return child;
  }

  /** Hands queries to the process, the soonest wanted first, else a passage of each batch in turn, until it holds enough. */
  #pump(): void {
    const child = this.#child;
    if (!child) return;
    if (this.#suspects.length > 0) {
      const next = this.#inFlight.size === 0 ? this.#suspects.shift() : undefined;
      if (next) this.#sendTo(child, [next]);
      return;
    }
    for (const batch of this.#batches) if (batch.isOvertaken) this.#serve(child, batch, 1);
    for (;;) {
      this.#changeTurns();
      const next = this.#soonest();
      if (!next) return;
      const { batch, want } = next;
      const room = this.#room(want);
      if (room <= 0) return;
      this.#serve(child, batch, room);
    }
  }

  #serve(child: Child, batch: AskBatch, most: number): void {
    const { want } = batch;
    if (!want) return;
    this.#sendTo(
      child,
      batch.take(most).map((query) => ({ query, want, batch })),
    );
    this.#lastServed = batch;
  }

  /** How many more queries that are wanted so the process may hold: what is wanted later takes no room from them. */
  #room(want: Want): number {
    let held = 0;
    for (const other of this.#inFlight.values()) if (compareWants(other.want, want) <= 0) held++;
    return this.#window - held;
  }

  /** The batch whose next query is wanted soonest; of several the one that was served longest ago. */
  #soonest(): { batch: AskBatch; want: Want } | undefined {
    const wants = [...this.#batches].flatMap((batch) => {
      const { want } = batch;
      return want ? [{ batch, want }] : [];
    });
    return wants.sort((a, b) => compareWants(a.want, b.want)).at(0);
  }

  /**
   * Puts the batch that was served last behind the others once its passage is asked to the end: a lane that goes to
   * and fro between two passages evaluates both again and again.
   */
  #changeTurns(): void {
    const batch = this.#lastServed;
    if (!batch || batch.isWithinPassage) return;
    this.#lastServed = undefined;
    if (this.#batches.delete(batch)) this.#batches.add(batch);
  }

  #sendTo(child: Child, asked: readonly InFlight[]): void {
    const queries = asked.map((item) => {
      const id = this.#nextId++;
      this.#inFlight.set(id, item);
      return { id, want: item.want, ...item.query };
    });
    child.send({ kind: 'ask', queries });
    this.#settle();
  }

  #receive({ id, strings, outcome, tokens, speed }: AnswerMessage): void {
    this.#speed = speed;
    const item = this.#inFlight.get(id);
    if (!item) return;
    this.#inFlight.delete(id);
    this.#crashes = 0;
    item.batch.deliver({ query: item.query, strings, outcome, tokens });
    this.#pump();
  }

  #exited({ error, reason }: { error?: ModelError; reason: string }, isOnPurpose: boolean): void {
    this.#child = this.#ended = undefined;
    const lost = [...this.#inFlight.values()];
    this.#inFlight.clear();
    if (this.#disposed) return this.#failAll(this.#disposed);
    if (error && !isOnPurpose) return this.#fail(error);
    if (lost.length === 0 && this.#batches.size === 0) return this.#setState({ kind: 'idle' });
    if (isOnPurpose) {
      this.#child = this.#start();
      if (lost.length > 0) this.#sendTo(this.#child, lost);
      return this.#pump();
    }
    if (++this.#crashes >= maxCrashes)
      return this.#fail(
        new ModelError(
          l10n.t("The model's process ended {0} times in a row ({1}).", this.#crashes, reason),
          l10n.t('Choose a smaller model or free memory, then run "Universal NER: Restart Model".'),
        ),
      );
    this.options.onNotice?.(l10n.t("The model's process ended ({0}) and was started again.", reason));
    const [only] = lost;
    if (only && lost.length === 1 && this.#crashes > 1) this.#giveUp(only);
    else this.#suspects.push(...lost);
    this.#child = this.#start();
    this.#pump();
  }

  #giveUp({ query, batch }: InFlight): void {
    batch.deliver({ query, strings: [], outcome: 'failed', tokens: { passage: 0, answer: 0 } });
  }

  #fail(error: ModelError): void {
    this.#crashes = 0;
    this.#failAll(error);
    this.#setState({ kind: 'failed', error: error.message, remedy: error.remedy });
  }

  #failAll(error: ModelError): void {
    this.#suspects = [];
    for (const batch of this.#batches) batch.fail(error);
  }

  /** Takes back what a batch that ended early still had in flight. */
  #withdraw(batch: AskBatch): void {
    const ids = [...this.#inFlight].filter(([, item]) => item.batch === batch).map(([id]) => id);
    for (const id of ids) this.#inFlight.delete(id);
    this.#suspects = this.#suspects.filter((item) => item.batch !== batch);
    if (ids.length === 0) return;
    this.#child?.send({ kind: 'cancel', ids });
    this.#pump();
  }

  /** Brings the state in line with what is in flight, and starts the idle clock. */
  #settle(): void {
    clearTimeout(this.#idleTimer);
    if (!this.#child?.isLoaded || this.#state.kind === 'failed') return;
    const pending = this.#inFlight.size;
    this.#setState(pending > 0 ? { kind: 'asking', pending } : { kind: 'ready' });
    if (this.#batches.size > 0 || this.#run.idleMs <= 0) return;
    this.#idleTimer = setTimeout(() => this.#rest(), this.#run.idleMs);
    this.#idleTimer.unref();
  }

  /** Ends the process, which nobody asks; who asks from now on starts a fresh one. */
  #rest(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
    this.#setState({ kind: 'idle' });
  }

  #setState(state: EngineState): void {
    if (state.kind === this.#state.kind && state.kind !== 'asking' && state.kind !== 'failed') return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function shutDown(): ModelError {
  return new ModelError(l10n.t('The model was shut down.'), l10n.t('Restart the extension.'));
}
