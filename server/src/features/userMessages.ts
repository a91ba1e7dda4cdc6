import type { Connection } from 'vscode-languageserver';
import { userMessage } from '../protocol.ts';
import type { UserError } from '../protocol.ts';
import type { ClientInfo } from './clientInfo.ts';

/** Tells a person something once: through this extension's client where it is there, else by `window/showMessage`. */
export function tellUser(
  connection: Connection,
  client: ClientInfo,
  message: UserError & { readonly severity: 'info' | 'warning' | 'error' },
): void {
  if (client.isVsCode) {
    void connection.sendNotification(userMessage, message);
    return;
  }
  const text = [message.message, message.remedy].filter(Boolean).join(' ');
  if (message.severity === 'error') connection.window.showErrorMessage(text);
  else if (message.severity === 'warning') connection.window.showWarningMessage(text);
  else connection.window.showInformationMessage(text);
}
