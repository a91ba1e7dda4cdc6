import * as vscode from 'vscode';

/** A number of mentions in words. */
export function mentionCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 mention') : vscode.l10n.t('{0} mentions', count);
}
