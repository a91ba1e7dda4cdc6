import * as vscode from 'vscode';

/** The fields of proposed types in the user's language; one that is new to the client is shown as the server says it. */
export function groupName(group: string): string {
  const known = names();
  return Object.hasOwn(known, group) ? (known[group] ?? group) : group;
}

const names = (): Readonly<Record<string, string>> => ({
  people: vscode.l10n.t('people'),
  organizations: vscode.l10n.t('organizations'),
  places: vscode.l10n.t('places'),
  'times and numbers': vscode.l10n.t('times and numbers'),
  'personal data': vscode.l10n.t('personal data'),
  'arts and media': vscode.l10n.t('arts and media'),
  'food and drink': vscode.l10n.t('food and drink'),
  'home and things': vscode.l10n.t('home and things'),
  'sports and leisure': vscode.l10n.t('sports and leisure'),
  'travel and transport': vscode.l10n.t('travel and transport'),
  'feelings and society': vscode.l10n.t('feelings and society'),
  medicine: vscode.l10n.t('medicine'),
  biology: vscode.l10n.t('biology'),
  'chemistry and materials': vscode.l10n.t('chemistry and materials'),
  science: vscode.l10n.t('science'),
  software: vscode.l10n.t('software'),
  'artificial intelligence': vscode.l10n.t('artificial intelligence'),
  technology: vscode.l10n.t('technology'),
  security: vscode.l10n.t('security'),
  business: vscode.l10n.t('business'),
  finance: vscode.l10n.t('finance'),
  law: vscode.l10n.t('law'),
  'politics and conflict': vscode.l10n.t('politics and conflict'),
  'environment and agriculture': vscode.l10n.t('environment and agriculture'),
  other: vscode.l10n.t('other fields'),
});
