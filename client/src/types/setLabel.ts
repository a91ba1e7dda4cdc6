import * as vscode from 'vscode';
import type { TypeSetInfo } from '../../../server/src/protocol.ts';

/** A type set as a person reads it: the built-in ones in the person's language, own ones as they are named. */
export function setLabel({ id, label, origin }: TypeSetInfo): string {
  return origin === 'own' ? label : (builtInLabels()[id] ?? label);
}

const builtInLabels = (): Readonly<Record<string, string>> => ({
  general: vscode.l10n.t('General'),
  news: vscode.l10n.t('News'),
  legal: vscode.l10n.t('Legal'),
  clinical: vscode.l10n.t('Clinical'),
  science: vscode.l10n.t('Science'),
  software: vscode.l10n.t('Software'),
  personalData: vscode.l10n.t('Personal Data'),
  finance: vscode.l10n.t('Finance'),
  literature: vscode.l10n.t('Literature'),
  interviews: vscode.l10n.t('Interviews'),
});
