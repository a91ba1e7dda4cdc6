import * as vscode from 'vscode';
import { discoverTypes, discoveryModel } from '../../../server/src/protocol.ts';
import type { DiscoverTypesParams, DiscoveryModelInfo, UserError } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { accessTo, askForApiKey } from '../discovery/endpointAccess.ts';
import { withdrawAgreements } from '../discovery/withdrawAgreements.ts';
import { pickProposed } from '../discovery/proposalPicker.ts';
import { inOneLine, keyActions, settingActions, showLogAction, showMessage } from '../messages.ts';
import { extractTypes, targetOf } from './extraction.ts';
import type { CommandTable } from './table.ts';

export const discoveryCommands: CommandTable = {
  'universalNer.discoverTypes': discover,
  'universalNer.setDiscoveryApiKey': async (context) =>
    askForApiKey(await context.request(discoveryModel), context.endpoints),
  'universalNer.withdrawAgreements': ({ endpoints }) => withdrawAgreements(endpoints),
};

/** Has types proposed for the document, and extracts those that a person chooses. */
async function discover(context: Context): Promise<void> {
  const target = await targetOf(context);
  if (!target) return;
  const { document } = target;
  const uri = document.uri.toString();
  const model = await context.request(discoveryModel);
  const access = model.kind === 'endpoint' ? await accessTo(model, context.endpoints) : undefined;
  if (model.kind === 'endpoint' && !access) return;
  const params: DiscoverTypesParams = { uri, ...(access && { access }) };
  const outcome = await pickProposed(nameOf(model), async (tell, token) => {
    const following = context.onDidDiscover((found) => {
      if (found.uri === uri) tell(found);
    });
    try {
      await context.share(document);
      const found = await context.request(discoverTypes, params, token);
      if (found.problem) void tellProblem(found.problem);
      return found;
    } finally {
      following.dispose();
    }
  });
  if (outcome.kind === 'chosen') await extractTypes(context, document, outcome.types);
  if (outcome.kind === 'nothing') await tellNothing();
}

/** Whom the list says it asks, until the server knows better; nobody where that is the model of entities. */
function nameOf(model: DiscoveryModelInfo): string | undefined {
  if (model.kind === 'inventory') return undefined;
  return model.kind === 'endpoint' ? model.host : model.path.replace(/^.*[/\\]|\.gguf$/giu, '');
}

function tellProblem(problem: UserError): Promise<void> {
  const actions = [...keyActions(problem), ...settingActions(problem), showLogAction()];
  return showMessage('warning', inOneLine(problem), ...actions);
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
