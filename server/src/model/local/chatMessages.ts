import type { ChatPrompt } from '../chatModel.ts';
import type { LoadedMessage } from './messages.ts';

/** From the chat model to its process; `load` once, first. */
export type ToChatProcess =
  | {
      readonly kind: 'load';
      readonly modelPath: string;
      /** Absent: chosen from the machine's cores. */
      readonly threads?: number;
    }
  | {
      readonly kind: 'generate';
      readonly id: number;
      readonly prompt: ChatPrompt;
      readonly maxTokens: number;
    }
  | { readonly kind: 'stop'; readonly id: number };

/** What an instruct model says of itself. */
export interface ChatDescription {
  /** As the file gives it. */
  readonly name: string;
}

/** One step of an answer: more text, its end, or why there is none; the process goes on. */
export type ChatMessage =
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'refused'; readonly id: number; readonly error: string; readonly remedy: string };

/** From the process to the chat model. */
export type FromChatProcess = LoadedMessage<ChatDescription> | ChatMessage;
