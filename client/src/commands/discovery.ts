import * as vscode from 'vscode';
import { discoverTypes } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { pickProposed } from '../discovery/proposalPicker.ts';
import { showMessage } from '../messages.ts';
import { extractTypes, targetOf } from './extraction.ts';
import type { CommandTable } from './table.ts';

export const discoveryCommands: CommandTable = { 'universalNer.discoverTypes': discover };

/** Has types proposed for the document, and extracts those that a person chooses. */
async function discover(context: Context): Promise<void> {
  const target = await targetOf(context);
  if (!target) return;
  const { document } = target;
  const uri = document.uri.toString();
  const outcome = await pickProposed(async (tell, token) => {
    const following = context.onDidDiscover((found) => {
      if (found.uri === uri) tell(found);
    });
    try {
      await context.share(document);
      return await context.request(discoverTypes, { uri }, token);
    } finally {
      following.dispose();
    }
  });
  if (outcome.kind === 'chosen') await extractTypes(context, document, outcome.types);
  if (outcome.kind === 'nothing') await tellNothing();
}

function tellNothing(): Promise<void> {
  return showMessage(
    'info',
    vscode.l10n.t('No types with mentions were found in this document; name the types that you look for.'),
    {
      title: vscode.l10n.t('Extract Entities of Type...'),
      run: () => vscode.commands.executeCommand('universalNer.extractEntities'),
    },
  );
}
