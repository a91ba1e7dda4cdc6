import * as vscode from 'vscode';
import type { ExtractionNotes, UserError } from '../../server/src/protocol.ts';
import type { PanelAction, PanelNotice } from './panel/messages.ts';

/**
 * What a person should hear of an extraction, most serious first; used by messages, status and panel alike.
 * @param error why it failed, where it did
 */
export function noticesOf(notes: ExtractionNotes, error?: UserError): PanelNotice[] {
  const notices: PanelNotice[] = [];
  if (error) {
    notices.push({
      severity: 'error',
      text: [error.message, error.remedy].filter(Boolean).join(' '),
      actions: remediesOf(error),
    });
  }
  if (notes.failedPassages > 0 && !error) {
    notices.push({
      severity: 'warning',
      text: vscode.l10n.t('Passages that could not be read: {0}.', notes.failedPassages),
      actions: [
        { title: vscode.l10n.t('Try Again'), command: 'universalNer.extractAgain' },
        { title: vscode.l10n.t('Show Log'), command: 'universalNer.showLog' },
      ],
    });
  }
  if (notes.foreignPassages > 0) {
    const languages = notes.foreignLanguages.map(languageName).join(', ');
    notices.push({
      severity: notes.foreignAsked ? 'info' : 'warning',
      text: notes.foreignAsked
        ? vscode.l10n.t(
            'Passages in a language that the model was not trained on ({1}): {0}. Expect gaps.',
            notes.foreignPassages,
            languages,
          )
        : vscode.l10n.t(
            'Passages skipped, since the model was not trained on their language ({1}): {0}.',
            notes.foreignPassages,
            languages,
          ),
      actions: [
        {
          title: vscode.l10n.t('Open Setting'),
          command: 'universalNer.openSettings',
          argument: 'foreignLanguages',
        },
      ],
    });
  }
  if (notes.belowMinScore > 0) {
    notices.push({
      severity: 'info',
      text: vscode.l10n.t('Mentions hidden by the minimum score: {0}.', notes.belowMinScore),
      actions: [
        { title: vscode.l10n.t('Open Setting'), command: 'universalNer.openSettings', argument: 'minScore' },
      ],
    });
  }
  return notices;
}

function remediesOf({ setting }: UserError): PanelAction[] {
  const showLog = { title: vscode.l10n.t('Show Log'), command: 'universalNer.showLog' } as const;
  if (setting !== undefined) {
    const title = vscode.l10n.t('Open Setting');
    return [{ title, command: 'universalNer.openSettings', argument: setting }, showLog];
  }
  return [
    { title: vscode.l10n.t('Try Again'), command: 'universalNer.extractAgain' },
    { title: vscode.l10n.t('Restart Model'), command: 'universalNer.restartModel' },
    showLog,
  ];
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([vscode.env.language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
