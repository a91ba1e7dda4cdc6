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
    pattern: vscode.l10n.t('pattern'),
    term: vscode.l10n.t('term'),
    byPattern: vscode.l10n.t('found by a pattern'),
    byTerm: vscode.l10n.t('found by a term'),
    minScore: vscode.l10n.t('Minimum score'),
    minScoreHint: vscode.l10n.t('Minimum score of what is shown. Double click or Delete: as in the settings'),
    minScoreOf: vscode.l10n.t('Type of the minimum score'),
    allTypes: vscode.l10n.t('All types'),
    setMinScore: vscode.l10n.t('Set Minimum Score'),
    atLeast: vscode.l10n.t('shown from score {0}', '{0}'),
    hiddenByScore: vscode.l10n.t('{0} hidden by score', '{0}'),
    allHidden: vscode.l10n.t('All mentions are below the minimum score.'),
    resetScores: vscode.l10n.t('Reset'),
    keepScores: vscode.l10n.t('Keep as Setting'),
    keepScoresHint: vscode.l10n.t('Write the minimum scores into the settings'),
    stale: vscode.l10n.t('changed since it was read'),
    line: vscode.l10n.t('line {0}', '{0}'),
    progress: vscode.l10n.t('Passages: {0} of {1}', '{0}', '{1}'),
    found: vscode.l10n.t('Mentions found: {0}', '{0}'),
    noMatch: vscode.l10n.t('No entity matches the filter.'),
  };
}
