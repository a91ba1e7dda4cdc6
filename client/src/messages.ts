import * as vscode from 'vscode';
import type { UserError } from '../../server/src/protocol.ts';

/** What a person can do about a message: the words on the button, and what it does. */
export interface MessageAction {
  readonly title: string;
  readonly run: () => unknown;
}

export const showLogAction = (): MessageAction => ({
  title: vscode.l10n.t('Show Log'),
  run: () => vscode.commands.executeCommand('universalNer.showLog'),
});

/** The button to the setting that an error speaks of; none where it speaks of none. */
export const settingActions = ({ setting }: UserError): MessageAction[] =>
  setting === undefined
    ? []
    : [
        {
          title: vscode.l10n.t('Open Setting'),
          run: () => vscode.commands.executeCommand('universalNer.openSettings', setting),
        },
      ];

/** The button that has the person type an API key, where an error asks for one. */
export const keyActions = ({ needsApiKey }: UserError): MessageAction[] =>
  needsApiKey
    ? [
        {
          title: vscode.l10n.t('Set API Key...'),
          run: () => vscode.commands.executeCommand('universalNer.setDiscoveryApiKey'),
        },
      ]
    : [];

type Severity = 'info' | 'warning' | 'error';

/** Shows one sentence with its buttons and does what the chosen one says. */
export async function showMessage(
  severity: Severity,
  text: string,
  ...actions: MessageAction[]
): Promise<void> {
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[severity];
  const chosen = await show(text, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

/** What the server wants a person to read once. */
export function showUserMessage(message: UserError & { readonly severity: Severity }): Promise<void> {
  const actions = message.severity === 'info' ? [] : [...settingActions(message), showLogAction()];
  return showMessage(message.severity, inOneLine(message), ...actions);
}

/** What happened and what to do next, as one text. */
export function inOneLine({ message, remedy }: UserError): string {
  return remedy ? `${message} ${remedy}` : message;
}

/** Whether an error of the server's carries a {@link UserError}: it was made for a person to read. */
export function isUserError(error: unknown): boolean {
  return (error as { data?: Partial<UserError> } | undefined)?.data?.message !== undefined;
}

/**
 * A failure in the words that a person reads, wherever it was thrown. The server's errors carry a
 * {@link UserError} in `data`.
 */
export function asUserError(error: unknown): UserError {
  const data = (error as { data?: Partial<UserError> } | undefined)?.data;
  const message = data?.message ?? (error instanceof Error ? error.message : String(error));
  const setting = data?.setting;
  return {
    message,
    remedy: data?.remedy ?? '',
    ...(setting !== undefined && { setting }),
    ...(data?.needsApiKey && { needsApiKey: true }),
  };
}
