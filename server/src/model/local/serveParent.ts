import { speak } from '../../language.ts';
import { ModelError } from '../engine.ts';
import { languageVariable } from './messages.ts';
import type { FailedMessage } from './messages.ts';

/**
 * Has a model's process do what its parent asks, and end with it. What goes wrong is told to the parent, and ends the
 * process.
 * @param unforeseen tells a person of a failure that says nothing of its own: what happened, and what can be done. It
 * is called in the process's language, which is not known before
 */
export function serveParent<Message>(
  receive: (message: Message) => Promise<void>,
  unforeseen: (reason: string) => ModelError,
): void {
  speak(process.env[languageVariable]);
  const fail = (error: unknown): void => {
    const told = error instanceof ModelError ? error : unforeseen(String(error));
    const failed: FailedMessage = { kind: 'failed', error: told.message, remedy: told.remedy };
    process.send?.(failed, () => process.exit(1));
  };
  process.on('message', (message: Message) => {
    receive(message).catch(fail);
  });
  process.on('unhandledRejection', fail);
  process.on('disconnect', () => process.exit(0));
}
