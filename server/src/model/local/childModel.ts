import type { ChildProcess } from 'node:child_process';
import { ModelError } from '../engine.ts';
import type { EngineDescription } from '../engine.ts';
import { forkModel } from './forkModel.ts';
import type { AnswerMessage, LoadRequest, ToChild, ToEngine } from './messages.ts';

export interface ChildEvents {
  onAnswer(answer: AnswerMessage): void;
  /** The process ended: `error` when it said why (nothing is gained by a retry), else it crashed or was killed. */
  onExit(how: { readonly error?: ModelError; readonly reason: string }): void;
}

/** One run of the model's process, from fork to exit. */
export class ChildModel {
  /** Settles when the model is loaded, or with the {@link ModelError} that kept it from being so. */
  readonly loaded: Promise<EngineDescription>;
  readonly #process: ChildProcess;
  #isLoaded = false;
  #ended = false;

  /** @param log gets what the process prints, line by line */
  constructor(path: string, load: LoadRequest, log: (line: string) => void, events: ChildEvents) {
    this.#process = forkModel(path, log);
    let failure: ModelError | undefined;
    this.loaded = new Promise((resolve, reject) => {
      const end = (reason: string): void => {
        if (this.#ended) return;
        this.#ended = true;
        reject(failure ?? new ModelError(`The model's process ended (${reason}).`, 'Restart the model.'));
        events.onExit({ reason, ...(failure ? { error: failure } : {}) });
      };
      this.#process.on('message', (message: ToEngine) => {
        if (message.kind === 'loaded') {
          this.#isLoaded = true;
          resolve(message.description);
        } else if (message.kind === 'answer') events.onAnswer(message);
        else failure = new ModelError(message.error, message.remedy);
      });
      this.#process.on('error', (error) => end(error.message));
      this.#process.on('exit', (code, signal) => end(signal ?? `exit code ${String(code)}`));
    });
    this.loaded.catch(() => undefined);
    this.send(load);
  }

  /** Whether the model can answer; queries sent before that wait in the process. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Sends a message; one that meets a process on its way out is lost, and `onExit` follows. */
  send(message: ToChild): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** Ends the process at once. `onExit` is still called. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
