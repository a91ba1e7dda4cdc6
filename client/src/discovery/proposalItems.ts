import * as vscode from 'vscode';
import { lineOfNames, type DiscoveryProgress, type TypeProposal } from '../../../server/src/protocol.ts';
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
  const also = similar.length > 0 ? vscode.l10n.t('similar: {0}', lineOfNames(similar)) : '';
  return {
    name,
    label: name,
    description: `${count} · ${groupName(group)}`,
    detail: [mentions, also].filter(Boolean).join(' — '),
  };
}

/** Where a search stands, as far as it has told. */
export interface SearchState {
  readonly progress?: DiscoveryProgress;
  /** The instruct model or the host that is asked; absent: the model of entities. */
  readonly asking?: string;
  readonly isRunning: boolean;
  /** How many types are ticked. */
  readonly ticked: number;
}

/** What the title says of the search. */
export function titleOf({ progress, asking, isRunning, ticked }: SearchState): string {
  const what =
    ticked === 0
      ? vscode.l10n.t('Discover Entity Types')
      : vscode.l10n.t('Discover Entity Types: {0} chosen', ticked);
  if (!isRunning) return what;
  const whom = asking === undefined ? what : `${what}, ${vscode.l10n.t('asking {0}', asking)}`;
  if (progress?.etaMs === undefined) return `${whom} (${vscode.l10n.t('measuring how long it takes')})`;
  return `${whom} (${vscode.l10n.t('about {0} s left', Math.max(1, Math.ceil(progress.etaMs / 1000)))})`;
}
