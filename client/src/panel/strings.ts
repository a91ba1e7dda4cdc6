import * as vscode from 'vscode';
import type { PanelStrings } from './messages.ts';

/** The view's words in the user's language; `{0}` stays for the view to fill in. */
export function panelStrings(): PanelStrings {
  return {
    filter: vscode.l10n.t('Filter entities'),
    sort: vscode.l10n.t('Sort'),
    sortDocument: vscode.l10n.t('Document Order'),
    sortName: vscode.l10n.t('Name'),
    sortCount: vscode.l10n.t('Mentions'),
    sortScore: vscode.l10n.t('Score'),
    entities: vscode.l10n.t('Entities'),
    mentions: vscode.l10n.t('{0} mentions', '{0}'),
    oneMention: vscode.l10n.t('1 mention'),
    score: vscode.l10n.t('score {0}', '{0}'),
    stale: vscode.l10n.t('changed since it was read'),
    line: vscode.l10n.t('line {0}', '{0}'),
    progress: vscode.l10n.t('Passages: {0} of {1}', '{0}', '{1}'),
    found: vscode.l10n.t('Mentions found: {0}', '{0}'),
    noMatch: vscode.l10n.t('No entity matches the filter.'),
  };
}
