import { chooseDiscovery } from './discoveryChoice.ts';
import type { DiscoveryChoice } from './discoveryChoice.ts';
import type { DiscoveryRoom } from './features/context.ts';
import type { ChatModel } from './model/chatModel.ts';
import { LocalChatModel } from './model/local/localChatModel.ts';
import { RemoteChatModel } from './model/remote/remoteChatModel.ts';
import type { Settings } from './settings.ts';

/** How a chat model is run or asked. */
export interface ChatModelOptions {
  /** Threads that an instruct model on this machine computes on; absent: chosen from its cores. */
  readonly threads?: number;
  /** Its process ends after this many milliseconds without a prompt; 0: never. */
  readonly idleMs: number;
  readonly apiKey?: string;
  /** Gets what its process prints. */
  readonly log: (line: string) => void;
}

/** The chat model that was chosen. It loads nothing and asks nobody by itself. */
export function openChatModel(
  choice: Exclude<DiscoveryChoice, { kind: 'inventory' }>,
  { threads, idleMs, apiKey, log }: ChatModelOptions,
): ChatModel {
  if (choice.kind === 'file') {
    return new LocalChatModel({
      modelPath: choice.path,
      idleMs,
      log,
      ...(threads !== undefined && { threads }),
    });
  }
  return new RemoteChatModel({
    endpoint: choice.endpoint,
    ...(choice.model !== undefined && { modelName: choice.model }),
    ...(apiKey !== undefined && { apiKey }),
  });
}

/** The chat model that the settings choose for discovery; one in a file is kept from one discovery to the next. */
export class SettingsDiscoveryRoom implements DiscoveryRoom {
  #settings: Settings;
  #kept: { readonly path: string; readonly model: ChatModel } | undefined;

  constructor(
    settings: Settings,
    private readonly log: (line: string) => void,
  ) {
    this.#settings = settings;
  }

  get choice(): DiscoveryChoice {
    return chooseDiscovery(this.#settings);
  }

  /** Follows the settings; a model in a file that they do not name any more, or run otherwise, is ended. */
  follow(settings: Settings): void {
    const names = ['discoveryModel', 'modelIdleMinutes', 'threads'] as const;
    const isSame = names.every((name) => settings[name] === this.#settings[name]);
    this.#settings = settings;
    if (!isSame) this.dispose();
  }

  open(choice: Exclude<DiscoveryChoice, { kind: 'inventory' }>, apiKey?: string): ChatModel {
    const { threads, modelIdleMinutes } = this.#settings;
    const options: ChatModelOptions = {
      idleMs: modelIdleMinutes * 60_000,
      log: this.log,
      ...(threads !== null && { threads }),
      ...(apiKey !== undefined && { apiKey }),
    };
    if (choice.kind === 'endpoint') return openChatModel(choice, options);
    if (this.#kept?.path !== choice.path) {
      this.dispose();
      this.#kept = { path: choice.path, model: openChatModel(choice, options) };
    }
    return this.#kept.model;
  }

  dispose(): void {
    this.#kept?.model.dispose();
    this.#kept = undefined;
  }
}
