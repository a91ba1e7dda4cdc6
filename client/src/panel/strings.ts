import * as vscode from 'vscode';
import type { PanelStrings } from './messages.ts';

/** The view's words in the user's language; `{0}` stays for the view to fill in. */
export function panelStrings(): PanelStrings {
  const { t } = vscode.l10n;
  return {
    filter: t('Filter entities'),
    sort: t('Sort'),
    sortDocument: t('In document order'),
    sortName: t('By name'),
    sortCount: t('By number of mentions'),
    sortScore: t('By score'),
    entities: t('Entities'),
    mentions: t('{0} mentions', '{0}'),
    oneMention: t('1 mention'),
    score: t('score {0}', '{0}'),
    stale: t('changed since it was read'),
    line: t('line {0}', '{0}'),
    progress: t('{0} of {1} passages', '{0}', '{1}'),
    found: t('{0} mentions found', '{0}'),
    noMatch: t('No entity matches the filter.'),
    clearFilter: t('Clear Filter'),
    dismiss: t('Dismiss (Delete)'),
  };
}
