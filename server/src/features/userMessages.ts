import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { userMessage } from '../protocol.ts';
import type { UserError } from '../protocol.ts';
import { userError } from '../userError.ts';
import type { ClientInfo } from './clientInfo.ts';

const messageTypes = {
  info: MessageType.Info,
  warning: MessageType.Warning,
  error: MessageType.Error,
} as const;

/**
 * Tells a person something once: through this extension's client where it is there, else by
 * `window/showMessage`, which waits for no answer.
 */
export function tellUser(
  connection: Connection,
  client: ClientInfo,
  message: UserError & { readonly severity: keyof typeof messageTypes },
): void {
  if (client.isVsCode) {
    void connection.sendNotification(userMessage, { ...userError(message), severity: message.severity });
    return;
  }
  void connection.sendNotification(ShowMessageNotification.type, {
    type: messageTypes[message.severity],
    message: `${message.message} ${message.remedy}`.trim(),
  });
}
