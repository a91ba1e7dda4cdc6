import * as l10n from '@vscode/l10n';
import { speak } from '../../language.ts';
import { ModelError } from '../engine.ts';
import { languageVariable } from './messages.ts';
import type { FailedMessage } from './messages.ts';

/**
 * Has a model's process do what its parent asks, and end with it. What goes wrong is told to the parent, and ends the
 * process.
 * @param what the process is, for what a person is told
 * @param remedy what a person can do where a failure says nothing of that
 */
export function serveParent<Message>(
  receive: (message: Message) => Promise<void>,
  { what, remedy }: { readonly what: string; readonly remedy: string },
): void {
  speak(process.env[languageVariable]);
  const fail = (error: unknown): void => {
    const known = error instanceof ModelError;
    const message: FailedMessage = {
      kind: 'failed',
      error: known ? error.message : l10n.t('{0} failed: {1}.', what, String(error)),
      remedy: known ? error.remedy : remedy,
    };
    process.send?.(message, () => process.exit(1));
  };
  process.on('message', (message: Message) => {
    receive(message).catch(fail);
  });
  process.on('unhandledRejection', fail);
  process.on('disconnect', () => process.exit(0));
}
