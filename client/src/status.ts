import * as vscode from 'vscode';
import { lineOfNames, shownAddress, type EntitiesSummary } from '../../server/src/protocol.ts';
import type { CommandTable } from './commands/table.ts';
import type { Context } from './context.ts';
import { noticesOf } from './notices.ts';
import { discoveryAddress } from './settings.ts';
import { setInUse } from './types/setInUse.ts';
import { mentionCount } from './words.ts';

export const statusCommands: CommandTable = { 'universalNer.showStatusMenu': showStatusMenu };

/**
 * The status bar's item for the current document, and the context keys that menus and keys depend on. It shows
 * nothing before the product was used for the first time.
 */
export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly context: Context) {
    this.item = vscode.window.createStatusBarItem('universalNer.status', vscode.StatusBarAlignment.Right, 90);
    this.item.name = 'Universal NER';
    this.item.command = 'universalNer.showStatusMenu';
    const update = (): void => this.update();
    this.subscriptions = [
      this.item,
      context.onDidChangeEntities(({ kind }) => {
        if (kind !== 'moved') update();
      }),
      context.onDidChangeModel(update),
      context.onDidChangeTypeSets(update),
      context.current.onDidChange(update),
    ];
    update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const { current, modelStatus } = this.context;
    const document = current.get();
    const summary = this.context.entitiesOf(document)?.summary;
    setContextKey('universalNer.hasEntities', (summary?.mentionCount ?? 0) > 0);
    setContextKey('universalNer.isAsked', summary !== undefined);
    setContextKey('universalNer.isRunning', summary?.progress !== undefined);
    if (!document || !this.context.isStarted) {
      this.item.hide();
      return;
    }
    const failed = summary?.error !== undefined || modelStatus.kind === 'failed';
    this.item.text = `${this.icon(summary, failed)} ${textOf(summary)}`;
    this.item.accessibilityInformation = { label: `Universal NER, ${textOf(summary)}`, role: 'button' };
    this.item.tooltip = this.tooltip(summary, setInUse(this.context, document));
    this.item.backgroundColor = failed ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }

  private icon(summary: EntitiesSummary | undefined, failed: boolean): string {
    if (failed) return '$(error)';
    if (summary?.progress || this.context.modelStatus.kind === 'loading') return '$(loading~spin)';
    return summary && noticesOf(summary.notes).some(({ severity }) => severity === 'warning')
      ? '$(warning)'
      : '$(tag)';
  }

  private tooltip(summary: EntitiesSummary | undefined, set: string | undefined): vscode.MarkdownString {
    const lines = [modelLine(this.context), placeLine()];
    if (set !== undefined) lines.unshift(set);
    if (summary) {
      lines.unshift(vscode.l10n.t('Types: {0}', lineOfNames(summary.types)));
      lines.push(...noticesOf(summary.notes, summary.error).map(({ text }) => text));
      if (summary.notes.undiagnosed > 0) {
        lines.push(
          vscode.l10n.t(
            'Mentions left out of the Problems view, which is limited: {0}.',
            summary.notes.undiagnosed,
          ),
        );
      }
      if (summary.notes.ungrounded > 0) {
        lines.push(
          vscode.l10n.t(
            'Answers dropped, since they stand nowhere in the text: {0}.',
            summary.notes.ungrounded,
          ),
        );
      }
    }
    const tooltip = new vscode.MarkdownString();
    // Types and messages come from documents and settings: they are text, never markup. A failure of the model is
    // the document's too.
    for (const line of new Set(lines)) tooltip.appendText(line).appendMarkdown('\n\n');
    return tooltip;
  }
}

function textOf(summary: EntitiesSummary | undefined): string {
  if (!summary) return 'NER';
  if (summary.progress) {
    const { passagesDone, passagesTotal } = summary.progress;
    return vscode.l10n.t('{0}/{1} passages', passagesDone, passagesTotal);
  }
  return mentionCount(summary.mentionCount);
}

/** Where the text goes: nowhere, unless a server proposes types. */
function placeLine(): string {
  const address = discoveryAddress();
  return address === undefined
    ? vscode.l10n.t('Local: the text stays on this machine.')
    : vscode.l10n.t(
        'Entities are found on this machine; "Discover Entity Types" asks {0}.',
        shownAddress(address),
      );
}

function modelLine({ modelStatus }: Context): string {
  switch (modelStatus.kind) {
    case 'idle':
      return vscode.l10n.t('Model: loads at the first question');
    case 'loading':
      return vscode.l10n.t('Model: loading');
    case 'ready':
      return vscode.l10n.t('Model: ready');
    case 'asking':
      return vscode.l10n.t('Model: answering, {0} to go', modelStatus.pending);
    case 'failed':
      return [modelStatus.error.message, modelStatus.error.remedy].join(' ');
  }
}

function setContextKey(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}

/** Offers what fits the state of document and model. */
async function showStatusMenu(context: Context): Promise<void> {
  const summary = context.entitiesOf(context.current.get())?.summary;
  const running = summary?.progress !== undefined;
  const found = (summary?.mentionCount ?? 0) > 0;
  const failed = summary?.error !== undefined || context.modelStatus.kind === 'failed';
  const entries: readonly (readonly [offered: boolean, icon: string, label: string, command: string])[] = [
    [running, 'debug-stop', vscode.l10n.t('Stop Extraction'), 'universalNer.stopExtraction'],
    [failed, 'debug-restart', vscode.l10n.t('Restart Model'), 'universalNer.restartModel'],
    [!running, 'search', vscode.l10n.t('Extract Entities of Type...'), 'universalNer.extractEntities'],
    [!running, 'telescope', vscode.l10n.t('Discover Entity Types...'), 'universalNer.discoverTypes'],
    [
      !running && summary !== undefined,
      'refresh',
      vscode.l10n.t('Extract Again'),
      'universalNer.extractAgain',
    ],
    [!running, 'layers', vscode.l10n.t('Switch Type Set...'), 'universalNer.switchTypeSet'],
    [true, 'list-tree', vscode.l10n.t('Show Entities Panel'), 'universalNer.showEntitiesPanel'],
    [found, 'export', vscode.l10n.t('Export Annotations...'), 'universalNer.exportAnnotations'],
    [found, 'symbol-color', vscode.l10n.t('Toggle Highlights'), 'universalNer.toggleHighlights'],
    [summary !== undefined, 'clear-all', vscode.l10n.t('Clear Entities'), 'universalNer.clearEntities'],
    [true, 'info', vscode.l10n.t('Show Model Details'), 'universalNer.showModelDetails'],
    [!failed, 'debug-restart', vscode.l10n.t('Restart Model'), 'universalNer.restartModel'],
    [true, 'output', vscode.l10n.t('Show Log'), 'universalNer.showLog'],
    [true, 'gear', vscode.l10n.t('Open Settings'), 'universalNer.openSettings'],
  ];
  const items = entries
    .filter(([offered]) => offered)
    .map(([, icon, label, command]) => ({ label: `$(${icon}) ${label}`, command }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Universal NER',
    placeHolder: modelLine(context),
  });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
