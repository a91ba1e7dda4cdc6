import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { nameOf, runOn } from '../documents.ts';
import { showMessage } from '../messages.ts';
import { refreshTypeSets, unnoticed } from '../types/refreshTypeSets.ts';
import { setInUse } from '../types/setInUse.ts';
import { switchTypeSet } from '../types/switchTypeSet.ts';
import { editMarkedDefinition } from '../types/typePicker.ts';
import type { CommandTable } from './table.ts';

export const typeSetCommands: CommandTable = {
  'universalNer.switchTypeSet': switchSet,
  'universalNer.editDefinition': editMarkedDefinition,
};

async function switchSet(context: Context): Promise<void> {
  const document = vscode.window.activeTextEditor?.document ?? context.current.get();
  const refreshed = refreshTypeSets(context, document);
  await (context.typeSets.all.length > 0 ? unnoticed(refreshed) : refreshed);
  if (!(await switchTypeSet(context, document)) || !document) return;
  const text = setInUse(context, document);
  if (text === undefined) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('No type set is in use.'), 5_000);
    return;
  }
  // The message may outlive the document's turn in front: it says which one it means.
  await showMessage('info', `${nameOf(document)}: ${text}`, {
    title: vscode.l10n.t('Extract Entities of Type...'),
    run: () => runOn(document, 'universalNer.extractEntities'),
  });
}
