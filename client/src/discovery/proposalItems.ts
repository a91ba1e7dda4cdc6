import * as vscode from 'vscode';
import type { DiscoveryProgress, TypeProposal } from '../../../server/src/protocol.ts';
import { groupName } from './groupNames.ts';

/** A line of the list of proposed types. */
export interface ProposalItem extends vscode.QuickPickItem {
  readonly name: string;
}

export function itemOf(proposal: TypeProposal): ProposalItem {
  const { name, group, examples, mentionEstimate, similar } = proposal;
  const count =
    mentionEstimate === 1
      ? vscode.l10n.t('about 1 mention')
      : vscode.l10n.t('about {0} mentions', mentionEstimate);
  const mentions = examples.map((text) => text.replace(/\s+/gu, ' ')).join(' · ');
  const also = similar.length > 0 ? vscode.l10n.t('similar: {0}', similar.join(', ')) : '';
  return {
    name,
    label: name,
    description: `${count} · ${groupName(group)}`,
    detail: [mentions, also].filter(Boolean).join(' — '),
  };
}

/** What the title says of the search. `undefined`: nothing is known yet. */
export function titleOf(progress: DiscoveryProgress | undefined, isRunning: boolean, ticked: number): string {
  const what =
    ticked === 0
      ? vscode.l10n.t('Discover Entity Types')
      : vscode.l10n.t('Discover Entity Types: {0} chosen', ticked);
  if (!isRunning) return what;
  if (progress?.etaMs === undefined) return `${what} (${vscode.l10n.t('measuring how long it takes')})`;
  return `${what} (${vscode.l10n.t('about {0} s left', Math.max(1, Math.ceil(progress.etaMs / 1000)))})`;
}
