import * as vscode from 'vscode';
import { shownAddress } from '../../../server/src/protocol.ts';
import { showMessage } from '../messages.ts';
import type { EndpointMemory } from './endpointMemory.ts';

/**
 * Has a person take back what they agreed to: that passages may be sent to servers that propose types. All addresses
 * are ticked at first; API keys stay. Says what was done.
 */
export async function withdrawAgreements(memory: EndpointMemory): Promise<void> {
  const { agreed } = memory;
  if (agreed.length === 0) {
    await showMessage('info', vscode.l10n.t('You have agreed to send passages to no address.'));
    return;
  }
  // Addresses that differ in their queries alone look the same, and go together.
  const shown = [...new Set(agreed.map(shownAddress))];
  const items = shown.map((label) => ({ label, picked: true }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Withdraw Agreements to Send Passages'),
    placeHolder: vscode.l10n.t('Tick what you take back'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) return;
  const labels = chosen.map(({ label }) => label);
  await memory.withdraw(agreed.filter((address) => labels.includes(shownAddress(address))));
  await showMessage(
    'info',
    vscode.l10n.t('Withdrawn. You are asked again before passages are sent to {0}.', labels.join(', ')),
  );
}
