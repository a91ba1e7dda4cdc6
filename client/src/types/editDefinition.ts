import * as vscode from 'vscode';
import type { TypeInfo } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { changeType } from './changeType.ts';

type AskBy = NonNullable<TypeInfo['askBy']>;

/**
 * Has a person write the definition of a type and say what the model is asked with; saves both in the document's
 * front matter where that names the type, else in `universalNer.types`.
 * @param type what is known of it now
 * @returns whether anything was saved
 */
export async function editDefinition(
  context: Context,
  document: vscode.TextDocument,
  type: TypeInfo,
): Promise<boolean> {
  const present = type.definition ?? '';
  const written = await vscode.window.showInputBox({
    title: vscode.l10n.t('Definition of "{0}"', type.name),
    value: present,
    valueSelection: [present.length, present.length],
    placeHolder: vscode.l10n.t('Such as: a named human being, real or fictional'),
    prompt: vscode.l10n.t(
      'Says in a few words what the type means. The model can be asked with it, as you choose next.',
    ),
    ignoreFocusOut: true,
  });
  if (written === undefined) return false;
  const definition = written.trim();
  const askBy = await pickAskBy(type, definition);
  if (askBy === undefined) return false;
  return changeType(context, document, type.name, {
    // What a type set says already is not said again in the settings.
    ...(definition !== present && { definition: definition || undefined }),
    ...(askBy !== (type.askBy ?? 'name') && { askBy }),
  });
}

async function pickAskBy(type: TypeInfo, definition: string): Promise<AskBy | undefined> {
  if (!definition && !type.hasRules) return 'name';
  const ways: readonly (readonly [AskBy, string, string, boolean])[] = [
    [
      'name',
      vscode.l10n.t('By Its Name'),
      vscode.l10n.t('Best for most types; the definition is a note for people.'),
      true,
    ],
    [
      'definition',
      vscode.l10n.t('By Its Definition'),
      vscode.l10n.t('It takes the place of the name, for names that say too little.'),
      definition !== '',
    ],
    [
      'both',
      vscode.l10n.t('By Both'),
      vscode.l10n.t('Both questions, and what any of them finds counts. Takes twice as long.'),
      definition !== '',
    ],
    [
      'nothing',
      vscode.l10n.t('By Its Patterns and Terms Alone'),
      vscode.l10n.t('The model is not asked.'),
      type.hasRules,
    ],
  ];
  const current = type.askBy ?? 'name';
  const items = ways
    .filter(([, , , isOffered]) => isOffered)
    .map(([askBy, label, detail]) => ({
      askBy,
      label,
      detail,
      description: askBy === current ? vscode.l10n.t('as now') : '',
    }))
    // What holds now stands first, so that Enter keeps it.
    .sort((a, b) => Number(b.askBy === current) - Number(a.askBy === current));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Ask for "{0}"', type.name),
    placeHolder: vscode.l10n.t('What is the model asked with?'),
    ignoreFocusOut: true,
  });
  return chosen?.askBy;
}
