import * as l10n from '@vscode/l10n';
import { ModelError } from './model/engine.ts';
import type { Engine, EngineState } from './model/engine.ts';
import type { Calibration } from './model/calibration.ts';
import { LocalEngine } from './model/local/localEngine.ts';
import type { RunOptions } from './model/local/localEngine.ts';
import { chooseModel, verdictFile } from './modelChoice.ts';
import type { ModelChoice } from './modelChoice.ts';
import type { ModelRoom } from './features/context.ts';
import type { Settings } from './settings.ts';

/** Where the room tells what goes on in it. */
export interface ModelRoomListener {
  /** What the model's process prints. */
  log(line: string): void;
  /** One sentence that the user should read. */
  notice(sentence: string): void;
}

/** The local engine for the model that the settings name; another one when they change. Loads nothing by itself. */
export class LocalModelRoom implements ModelRoom {
  readonly #listener: ModelRoomListener;
  readonly #stateListeners = new Set<() => void>();
  #settings: Settings;
  #choice: ModelChoice;
  #engine: LocalEngine;

  constructor(settings: Settings, listener: ModelRoomListener) {
    this.#listener = listener;
    this.#settings = settings;
    this.#choice = chooseModel(settings.model);
    this.#engine = this.#start();
  }

  get engine(): Engine {
    return this.#engine;
  }
  get state(): EngineState {
    return this.#engine.state;
  }
  get key(): string {
    return this.#choice.key;
  }
  get languages(): readonly string[] {
    return this.#choice.languages;
  }
  get passageBudget(): number {
    return this.#choice.passageBudget;
  }
  get minScore(): number {
    return this.#choice.minScore;
  }
  get calibration(): Calibration {
    return this.#choice.calibration;
  }

  /** Follows the settings; the engine is another one afterwards only when they name another model. */
  follow(settings: Settings): void {
    const names = ['model', 'modelIdleMinutes', 'threads', 'lanes', 'contextSize', 'batchSize'] as const;
    const before = this.#settings;
    if (names.every((name) => settings[name] === before[name])) return;
    this.#settings = settings;
    if (settings.model === before.model) {
      this.#engine.runWith(runOptions(settings));
      return;
    }
    this.#choice = chooseModel(settings.model);
    this.#engine.dispose(
      new ModelError(
        l10n.t('Another model was chosen while this one was asked.'),
        l10n.t('Extract again to ask it.'),
      ),
    );
    this.#engine = this.#start();
    this.#changed();
  }

  onDidChangeState(listener: () => void): void {
    this.#stateListeners.add(listener);
  }

  /** Ends the model's process; the next query starts a fresh one. */
  restart(): void {
    this.#engine.restart();
  }

  dispose(): void {
    this.#engine.dispose();
  }

  #start(): LocalEngine {
    const { modelPath, entry } = this.#choice;
    const engine = new LocalEngine({
      modelPath,
      ...(entry && { entry }),
      ...runOptions(this.#settings),
      verdictFile: verdictFile(),
      log: (line) => {
        this.#listener.log(line);
      },
      onNotice: (sentence) => {
        this.#listener.notice(sentence);
      },
    });
    engine.onState(() => {
      this.#changed();
    });
    return engine;
  }

  #changed(): void {
    for (const listener of this.#stateListeners) listener();
  }
}

function runOptions({ threads, lanes, contextSize, batchSize, modelIdleMinutes }: Settings): RunOptions {
  return {
    wishes: {
      ...(threads !== null && { threads }),
      ...(lanes !== null && { lanes }),
      ...(contextSize !== null && { contextTokens: contextSize }),
      ...(batchSize !== null && { batchTokens: batchSize }),
    },
    idleMs: modelIdleMinutes * 60_000,
  };
}
