import * as vscode from 'vscode';
import type { DocumentTypesInfo } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { setLabel } from './setLabel.ts';

/** The type set in use for a document and who named it, as a person reads it; `undefined`: none, or not known yet. */
export function setInUse({ typeSets }: Context, document: vscode.TextDocument): string | undefined {
  const known = typeSets.typesOf(document.uri.toString());
  const set = typeSets.all.find(({ id }) => id === known?.typeSet);
  return set && vscode.l10n.t('Type set: {0} ({1})', setLabel(set), namedBy(known?.typeSetFrom));
}

/** Who names the set in use. */
export function namedBy(from: DocumentTypesInfo['typeSetFrom']): string {
  switch (from) {
    case 'frontMatter':
      return vscode.l10n.t('by its front matter');
    case 'choice':
      return vscode.l10n.t('for this document');
    case 'settings':
    case undefined:
      return vscode.l10n.t('by the settings');
  }
}
