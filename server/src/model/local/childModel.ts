import * as l10n from '@vscode/l10n';
import type { ChildProcess } from 'node:child_process';
import { ModelError } from '../engine.ts';
import type { FailedMessage, LoadedMessage } from './messages.ts';

export interface ChildEvents<Told> {
  /** What the process tells besides that it is loaded, or failed. */
  onMessage(message: Told): void;
  /** The process ended: `error` when it said why (nothing is gained by a retry), else it crashed or was killed. */
  onExit(how: { readonly error?: ModelError; readonly reason: string }): void;
}

/** One run of a model's process, from the order to load to its exit. */
export class ChildModel<Sent extends object, Told extends { readonly kind: string }, Description> {
  /** Settles when the model is loaded, or with the {@link ModelError} that kept it from being so. */
  readonly loaded: Promise<Description>;
  readonly #process: ChildProcess;
  #isLoaded = false;
  #ended = false;

  /** @param forked a process that has loaded nothing yet */
  constructor(forked: ChildProcess, load: Sent, events: ChildEvents<Told>) {
    this.#process = forked;
    let failure: ModelError | undefined;
    this.loaded = new Promise((resolve, reject) => {
      const end = (reason: string): void => {
        if (this.#ended) return;
        this.#ended = true;
        reject(
          failure ??
            new ModelError(
              l10n.t("The model's process ended ({0}).", reason),
              l10n.t('Try again, or choose a smaller model.'),
            ),
        );
        events.onExit({ reason, ...(failure ? { error: failure } : {}) });
      };
      this.#process.on('message', (message: LoadedMessage<Description> | FailedMessage | Told) => {
        if (isLoaded(message)) {
          this.#isLoaded = true;
          resolve(message.description);
        } else if (hasFailed(message)) failure = new ModelError(message.error, message.remedy);
        else events.onMessage(message);
      });
      this.#process.on('error', (error) => end(error.message));
      this.#process.on('exit', (code, signal) => end(signal ?? l10n.t('exit code {0}', String(code))));
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
  send(message: Sent): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** Ends the process at once. `onExit` is still called. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

function isLoaded<Description>(message: { readonly kind: string }): message is LoadedMessage<Description> {
  return message.kind === 'loaded';
}

function hasFailed(message: { readonly kind: string }): message is FailedMessage {
  return message.kind === 'failed';
}
