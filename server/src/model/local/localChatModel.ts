import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type { ChatModel, ChatPrompt, GenerateOptions } from '../chatModel.ts';
import { untilAborted } from '../../untilAborted.ts';
import { ModelError } from '../engine.ts';
import type { ChatDescription, ChatMessage, ToChatProcess } from './chatMessages.ts';
import { ChildModel } from './childModel.ts';
import { bundledProcess, forkModel } from './forkModel.ts';

export interface LocalChatModelOptions {
  readonly modelPath: string;
  /** Absent: chosen from the machine's cores. */
  readonly threads?: number;
  /** The model's process ends after this many milliseconds without a prompt; 0: never. */
  readonly idleMs: number;
  /** The bundle of the model's process; absent: the one beside this module. */
  readonly childPath?: string;
  /** Gets what the model's process prints. */
  readonly log: (line: string) => void;
}

type Child = ChildModel<ToChatProcess, ChatMessage, ChatDescription>;

/** One prompt that the process works on. */
interface Run {
  readonly id: number;
  text: string;
  readonly onText: (soFar: string) => void;
  readonly end: (error?: Error) => void;
}

/** The process is ended when it goes on for so long (ms) after it was told to stop. */
const stopPatienceMs = 1_000;
/** The process ended, for the reason in its message, and nobody wanted it: the prompt may be asked again. */
class ProcessLost extends Error {}

/**
 * An instruct model in a process of its own, which is started when it is first asked, ended when it idles, and started
 * once more when it ends in the middle of an answer. Prompts are answered one after the other.
 */
export class LocalChatModel implements ChatModel {
  #name: string;
  #child: Child | undefined;
  #run: Run | undefined;
  /** Settles when the process works on nothing. */
  #quiet: Promise<void> = Promise.resolve();
  #nextId = 1;
  #idleTimer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(private readonly options: LocalChatModelOptions) {
    this.#name = basename(options.modelPath).replace(/\.gguf$/iu, '');
  }

  /** The file's name until the model is loaded, which knows its own. */
  get name(): string {
    return this.#name;
  }

  /** The process that holds the model, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async prepare(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const child = this.#running();
    try {
      await untilAborted(child.loaded, signal);
    } finally {
      if (!this.#run) this.#restSoon();
    }
  }

  async generate(prompt: ChatPrompt, options: GenerateOptions): Promise<string> {
    options.signal?.throwIfAborted();
    const { promise: finished, resolve: finish } = withResolvers();
    const before = this.#quiet;
    this.#quiet = finished;
    const answer = before.then(async () => {
      try {
        return await this.#ask(prompt, options).catch((error: unknown) => {
          if (!(error instanceof ProcessLost)) throw error;
          options.signal?.throwIfAborted();
          this.#requireOpen();
          this.options.log(
            `The process of the model ${this.#name} ended (${error.message}). It is started again.`,
          );
          return this.#ask(prompt, options);
        });
      } catch (error) {
        throw error instanceof ProcessLost
          ? new ModelError(
              l10n.t('The process of the model {0} ended ({1}).', this.#name, error.message),
              l10n.t('Choose a smaller model for universalNer.discoveryModel, or free memory.'),
            )
          : error;
      } finally {
        finish();
      }
    });
    return untilAborted(answer, options.signal);
  }

  /** Ends the process for good. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#idleTimer);
    this.#child?.kill();
  }

  async #ask(prompt: ChatPrompt, { maxTokens, signal, onText, isEnough }: GenerateOptions): Promise<string> {
    signal?.throwIfAborted();
    const child = this.#running();
    const { promise: ended, resolve, reject } = withResolvers();
    const id = this.#nextId++;
    let patience: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.send({ kind: 'stop', id });
      patience ??= setTimeout(() => child.kill(), stopPatienceMs);
    };
    const run: Run = {
      id,
      text: '',
      onText: (soFar) => {
        onText?.(soFar);
        if (isEnough?.(soFar)) stop();
      },
      end: (error) => (error ? reject(error) : resolve()),
    };
    this.#run = run;
    signal?.addEventListener('abort', stop, { once: true });
    child.send({ kind: 'generate', id, prompt, maxTokens });
    try {
      await ended.catch((error: unknown) => {
        // Ended by us, for it did not stop: what it said before counts.
        if (!(error instanceof ProcessLost && patience && !signal?.aborted)) throw error;
      });
      signal?.throwIfAborted();
      return run.text;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener('abort', stop);
      this.#run = undefined;
      this.#restSoon();
    }
  }

  /** The process, started where there is none. @throws {ModelError} when the model was shut down */
  #running(): Child {
    this.#requireOpen();
    clearTimeout(this.#idleTimer);
    return (this.#child ??= this.#start());
  }

  #requireOpen(): void {
    if (this.#disposed)
      throw new ModelError(l10n.t('The discovery model was shut down.'), l10n.t('Try again.'));
  }

  #start(): Child {
    const { modelPath, threads, childPath, log } = this.options;
    const load: ToChatProcess = { kind: 'load', modelPath, ...(threads !== undefined && { threads }) };
    const forked = forkModel(childPath ?? bundledProcess('chatProcess'), log);
    const child: Child = new ChildModel(forked, load, {
      onMessage: (message) => this.#receive(message),
      onExit: ({ error, reason }) => {
        if (this.#child !== child) return;
        this.#child = undefined;
        this.#run?.end(error ?? new ProcessLost(reason));
      },
    });
    child.loaded.then(
      ({ name }) => (this.#name = name),
      () => undefined,
    );
    return child;
  }

  #receive(message: ChatMessage): void {
    const run = this.#run;
    if (run?.id !== message.id) return;
    if (message.kind === 'text') {
      run.text += message.text;
      run.onText(run.text);
    } else if (message.kind === 'refused') run.end(new ModelError(message.error, message.remedy));
    else run.end();
  }

  #restSoon(): void {
    // Several who had it loaded each come here; a clock that is left running would end the process under an answer.
    clearTimeout(this.#idleTimer);
    if (this.options.idleMs <= 0) return;
    this.#idleTimer = setTimeout(() => {
      const child = this.#child;
      this.#child = undefined;
      child?.kill();
    }, this.options.idleMs);
    this.#idleTimer.unref();
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { promise, resolve, reject };
}
