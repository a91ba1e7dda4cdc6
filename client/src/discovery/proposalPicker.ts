import * as vscode from 'vscode';
import type { DiscoveredTypes, DiscoveryProgress } from '../../../server/src/protocol.ts';
import { itemOf, titleOf, type ProposalItem } from './proposalItems.ts';
import { ProposalList } from './proposalList.ts';

/** A list that a person reads gets other lines, or only other counts and examples, at most this often (ms). */
const linesMs = 1_500;
const detailsMs = 5_000;
/** So long (ms) is awaited at most that VS Code ticks and marks in new lines what we ticked and marked. */
const echoMs = 5_000;

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
 * @param asking whom the search asks, where that is an instruct model or a server; the search may say it better
 * @throws what the search throws
 */
export function pickProposed(asking: string | undefined, search: Search): Promise<Outcome> {
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
  picker.placeholder = vscode.l10n.t('Tick types as they are found, Enter to extract them');
  picker.buttons = [stopButton];
  picker.busy = true;

  let progress: DiscoveryProgress | undefined;
  let asked = asking;
  let isRunning = true;
  let shownAt = 0;
  /**
   * VS Code unticks all boxes when lines are replaced, and then ticks ours: what it tells meanwhile is not a choice.
   * The same with the line that is marked: it marks the first, and then ours.
   */
  let tickedUntil = 0;
  let markedUntil = 0;
  let marked: string | undefined;

  const entitle = (): void => {
    picker.title = titleOf({
      isRunning,
      ticked: list.ticked.length,
      ...(progress && { progress }),
      ...(asked !== undefined && { asking: asked }),
    });
  };
  const tickLines = (): void => {
    picker.selectedItems = picker.items.filter(({ name }) => list.ticked.includes(name));
  };
  const show = (items: readonly ProposalItem[]): void => {
    shownAt = Date.now();
    marked = picker.activeItems[0]?.name ?? items[0]?.name;
    if (list.ticked.length > 0) tickedUntil = shownAt + echoMs;
    markedUntil = shownAt + echoMs;
    picker.items = items;
    tickLines();
    if (!list.isHeld) marked = items[0]?.name;
    picker.activeItems = items.filter(({ name }) => name === marked);
  };
  const refresh = (): void => {
    // Who types looks for a line of those that are there; and the line that we would mark may be filtered out.
    if (picker.value !== '') return;
    const items = list.lines.map(itemOf);
    const isDue = Date.now() - shownAt >= (haveSameNames(items, picker.items) ? detailsMs : linesMs);
    const isFirst = picker.items.length === 0 && items.length > 0;
    if ((isDue || isFirst || !isRunning) && !isSameList(items, picker.items)) show(items);
  };
  const take = (found: DiscoveredTypes): void => {
    progress = found.progress;
    asked = found.asking ?? asked;
    list.update(found.proposals);
    refresh();
    entitle();
  };
  entitle();

  return new Promise((resolve, reject) => {
    const end = (outcome: Outcome): void => {
      resolve(outcome);
      picker.hide();
    };
    picker.onDidTriggerButton(() => cancellation.cancel());
    picker.onDidChangeValue(() => {
      list.hold();
      refresh();
    });
    picker.onDidChangeActive(([item]) => {
      if (item?.name === marked) markedUntil = 0;
      else if (item && Date.now() >= markedUntil) {
        marked = item.name;
        list.hold();
      }
    });
    picker.onDidChangeSelection((items) => {
      const names = items.map(({ name }) => name);
      const added = names.filter((name) => !list.ticked.includes(name));
      const isEcho = added.length === 0 && names.length === list.ticked.length;
      if (isEcho) tickedUntil = 0;
      const isSettling = Date.now() < tickedUntil;
      if (isEcho || (isSettling && added.length === 0)) return;
      list.tick(isSettling ? [...list.ticked, ...added] : names);
      // A box that was ticked while lines were replaced would be lost.
      if (isSettling) tickLines();
      entitle();
    });
    picker.onDidAccept(() => {
      const active = picker.activeItems[0]?.name;
      const typed = picker.value.trim().toLowerCase();
      if (typed !== '') {
        const named = list.lines.find(({ name }) => name.toLowerCase() === typed)?.name ?? active;
        if (named === undefined) return;
        // As in the list of types: a name and Enter ticks its line, and Enter alone is the end.
        const others = list.ticked.filter((name) => name !== named);
        list.tick(others.length < list.ticked.length ? others : [...others, named]);
        picker.value = '';
        tickLines();
        entitle();
        return;
      }
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

function haveSameNames(a: readonly ProposalItem[], b: readonly ProposalItem[]): boolean {
  return a.length === b.length && a.every(({ name }, at) => b[at]?.name === name);
}

function isSameList(a: readonly ProposalItem[], b: readonly ProposalItem[]): boolean {
  return (
    haveSameNames(a, b) &&
    a.every(({ description, detail }, at) => b[at]?.description === description && b[at]?.detail === detail)
  );
}
