import * as vscode from 'vscode';
import { shownAddress } from '../../../server/src/protocol.ts';
import type { DiscoverTypesParams, DiscoveryModelInfo } from '../../../server/src/protocol.ts';
import { showMessage } from '../messages.ts';
import { openSettings } from '../settings.ts';
import type { EndpointMemory } from './endpointMemory.ts';

type Endpoint = Extract<DiscoveryModelInfo, { kind: 'endpoint' }>;

/**
 * What the person allows a server that is to propose types. Before passages leave this machine for an address for the
 * first time, the person is asked.
 * @returns `undefined` where they may not
 */
export async function accessTo(
  endpoint: Endpoint,
  memory: EndpointMemory,
): Promise<DiscoverTypesParams['access'] | undefined> {
  const { address, isLoopback } = endpoint;
  if (!isLoopback && !memory.hasAgreed(address)) {
    if (!(await askToSend(endpoint))) return undefined;
    await memory.agree(address);
  }
  const apiKey = await memory.apiKey(address);
  return { address, ...(apiKey !== undefined && { apiKey }) };
}

async function askToSend({ address, host, isEncrypted }: Endpoint): Promise<boolean> {
  const send = vscode.l10n.t('Send Passages');
  const detail = [
    vscode.l10n.t(
      'To propose types, up to six passages of the document, of about 300 words each, are sent to {0}, which is not this machine. Nothing else of it is sent.',
      shownAddress(address),
    ),
    ...(isEncrypted
      ? []
      : [vscode.l10n.t('The connection is not encrypted: others on the network can read along.')]),
    vscode.l10n.t(
      'You are asked once for this address; "Universal NER: Withdraw Agreements to Send Passages..." takes it back.',
    ),
  ].join('\n\n');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send passages of this document to {0}?', host),
    { modal: true, detail },
    send,
  );
  return chosen === send;
}

/** Has the person type the API key of the server that proposes types; an empty one deletes it. */
export async function askForApiKey(info: DiscoveryModelInfo, memory: EndpointMemory): Promise<void> {
  if (info.kind !== 'endpoint') {
    await showMessage(
      'info',
      vscode.l10n.t('No server proposes types, so that no API key is needed. Set its address first.'),
      { title: vscode.l10n.t('Open Setting'), run: () => openSettings('discoveryModel') },
    );
    return;
  }
  const { address, host } = info;
  const isSet = (await memory.apiKey(address)) !== undefined;
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('API Key for {0}', host),
    prompt: isSet
      ? vscode.l10n.t('A key is set. Type another one, or nothing to delete it.')
      : vscode.l10n.t(
          "It is kept in VS Code's secret storage, and sent to {0} alone.",
          shownAddress(address),
        ),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  await memory.setApiKey(address, key.trim());
  const message =
    key.trim() === ''
      ? vscode.l10n.t('{0} has no API key now.', host)
      : vscode.l10n.t('The API key for {0} is set.', host);
  vscode.window.setStatusBarMessage(message, 5_000);
}
