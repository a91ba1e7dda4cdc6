import * as vscode from 'vscode';
import type { DiscoveredTypes, DiscoveryProgress } from '../../../server/src/protocol.ts';
import { itemOf, titleOf, type ProposalItem } from './proposalItems.ts';
import { ProposalList } from './proposalList.ts';

/** A list that a person reads changes at most this often, in milliseconds. */
const readingMs = 1_000;
/** VS Code unticks all boxes when lines are replaced, and then ticks ours: what it tells meanwhile is not a choice. */
const echoMs = 500;

/** Searches until it is done or the token is cancelled; tells what it finds as it finds it. */
export type Search = (
  tell: (found: DiscoveredTypes) => void,
  token: vscode.CancellationToken,
) => Promise<DiscoveredTypes>;

/** What became of the list. */
export type Outcome =
  /** The person chose these types. */
  | { readonly kind: 'chosen'; readonly types: readonly string[] }
  /** The person gave up. */
  | { readonly kind: 'closed' }
  /** The search found nothing. */
  | { readonly kind: 'nothing' };

/**
 * Has a person choose among types that are proposed while they are searched for. Closing the list and choosing end
 * the search; a button ends it and keeps the list.
 * @throws what the search throws
 */
export function pickProposed(search: Search): Promise<Outcome> {
  const list = new ProposalList();
  const cancellation = new vscode.CancellationTokenSource();
  const picker = vscode.window.createQuickPick<ProposalItem>();
  const stopButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('debug-stop'),
    tooltip: vscode.l10n.t('Stop Searching'),
  };
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  picker.placeholder = vscode.l10n.t('Types appear here as they are found; tick some, Enter extracts them');
  picker.buttons = [stopButton];
  picker.busy = true;

  let progress: DiscoveryProgress | undefined;
  let isRunning = true;
  let shownAt = 0;
  let echoUntil = 0;
  /** The line that is marked as far as the person did not go to another. */
  let marked: string | undefined;

  const entitle = (): void => {
    picker.title = titleOf(progress, isRunning, list.ticked.length);
  };
  const show = (): void => {
    shownAt = Date.now();
    const items = list.lines.map(itemOf);
    if (!isSameList(items, picker.items)) {
      const active = picker.activeItems[0]?.name;
      echoUntil = Date.now() + echoMs;
      picker.items = items;
      picker.selectedItems = items.filter(({ name }) => list.ticked.includes(name));
      const stays = marked === undefined ? undefined : items.find(({ name }) => name === active);
      if (stays) picker.activeItems = [stays];
    }
    entitle();
  };
  const take = (found: DiscoveredTypes): void => {
    progress = found.progress;
    list.update(found.proposals);
    if (!isRunning || picker.items.length === 0 || Date.now() - shownAt >= readingMs) show();
    else entitle();
  };
  entitle();

  return new Promise((resolve, reject) => {
    const end = (outcome: Outcome): void => {
      resolve(outcome);
      picker.hide();
    };
    picker.onDidTriggerButton(() => cancellation.cancel());
    picker.onDidChangeValue(() => list.hold());
    picker.onDidChangeActive(([item]) => {
      // VS Code marks the first line by itself; another one was gone to.
      if (!item || item.name === picker.items[0]?.name || Date.now() < echoUntil) return;
      marked = item.name;
      list.hold();
    });
    picker.onDidChangeSelection((items) => {
      const names = items.map(({ name }) => name);
      const isEcho = names.length === list.ticked.length && names.every((name) => list.ticked.includes(name));
      if (isEcho) {
        echoUntil = 0;
        return;
      }
      const added = names.filter((name) => !list.ticked.includes(name));
      const isTicking = added.length > 0;
      const isSettling = Date.now() < echoUntil;
      if (isSettling && !isTicking) return;
      list.tick(isSettling ? [...list.ticked, ...added] : names);
      // A box that was ticked while lines were replaced would be lost.
      if (isSettling) picker.selectedItems = picker.items.filter(({ name }) => list.ticked.includes(name));
      entitle();
    });
    picker.onDidAccept(() => {
      const active = picker.activeItems[0]?.name;
      const types = list.ticked.length > 0 ? list.ticked : active === undefined ? [] : [active];
      if (types.length > 0) end({ kind: 'chosen', types });
    });
    picker.onDidHide(() => {
      cancellation.cancel();
      resolve({ kind: 'closed' });
      picker.dispose();
    });
    picker.show();
    search(take, cancellation.token)
      .then((found) => {
        isRunning = false;
        picker.busy = false;
        picker.buttons = [];
        picker.placeholder = vscode.l10n.t('Tick types, Enter extracts them');
        take(found);
        if (list.lines.length === 0) end({ kind: 'nothing' });
      })
      .catch((error: unknown) => {
        const isStopped = cancellation.token.isCancellationRequested;
        if (!isStopped) reject(error instanceof Error ? error : new Error(String(error)));
        picker.hide();
      });
  });
}

function isSameList(a: readonly ProposalItem[], b: readonly ProposalItem[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, description, detail }, at) => {
      const other = b[at];
      return other?.name === name && other.description === description && other.detail === detail;
    })
  );
}
