import * as vscode from 'vscode';
import {
  clearCache,
  commands,
  discoveryModel,
  dismiss,
  modelDetails,
  restoreDismissed,
  restartModel,
  shownAddress,
  type DiscoveryModelInfo,
  type DismissParams,
  type ModelDetails,
} from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { highlightsEnabled, openSettings, setHighlightsEnabled } from '../settings.ts';
import type { CommandTable } from './table.ts';

export const windowCommands: CommandTable = {
  'universalNer.toggleHighlights': () => setHighlightsEnabled(!highlightsEnabled()),
  'universalNer.showEntitiesPanel': () => vscode.commands.executeCommand('universalNer.entities.focus'),
  'universalNer.setMinScore': (context, row) => context.askForScores(typeOfRow(row)),
  'universalNer.showLog': ({ log }) => log.show(true),
  'universalNer.openSettings': (_context, setting) =>
    openSettings(typeof setting === 'string' ? setting : undefined),
  'universalNer.restartModel': restart,
  'universalNer.clearAnswerCache': clearAnswerCache,
  // What the server's quick fixes call.
  [commands.dismissInVsCode]: (context, params) => context.request(dismiss, params as DismissParams),
  'universalNer.dismissEntity': dismissRow,
  'universalNer.showDismissed': showDismissed,
  'universalNer.showModelDetails': showModelDetails,
};

/** The type of the panel's row that a menu was opened on, as the row's `data-vscode-context` says. */
function typeOfRow(row: unknown): string | undefined {
  const type = (row as { readonly entityType?: unknown } | undefined)?.entityType;
  return typeof type === 'string' ? type : undefined;
}

/** Dismisses what the panel's row stands for that a menu was opened on: a mention, or all of an entity. */
async function dismissRow(context: Context, row: unknown): Promise<void> {
  const { webviewSection, mentionId } = (row ?? {}) as Readonly<Record<string, unknown>>;
  const document = context.current.get();
  if (!document || typeof mentionId !== 'number') return;
  const scope = webviewSection === 'mention' ? 'mention' : 'text';
  await context.request(dismiss, { uri: document.uri.toString(), id: mentionId, scope });
}

async function showDismissed(context: Context): Promise<void> {
  const document = context.current.get();
  const restored =
    document && context.entitiesOf(document)
      ? await context.request(restoreDismissed, { uri: document.uri.toString(), scope: 'all' })
      : 0;
  const message =
    restored > 0
      ? vscode.l10n.t('Dismissals taken back: {0}.', restored)
      : vscode.l10n.t('Nothing was dismissed in this document.');
  vscode.window.setStatusBarMessage(message, 5_000);
}

async function restart(context: Context): Promise<void> {
  await context.request(restartModel);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The model starts afresh at the next question.'), 5_000);
}

async function clearAnswerCache(context: Context): Promise<void> {
  await context.request(clearCache);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The answer cache is empty.'), 5_000);
}

async function showModelDetails(context: Context): Promise<void> {
  const details = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Loading the model') },
    () => context.request(modelDetails),
  );
  const copy = vscode.l10n.t('Copy');
  const discovery = await context.request(discoveryModel).catch(() => undefined);
  const detail = describe(details, discovery);
  const chosen = await vscode.window.showInformationMessage(details.name, { modal: true, detail }, copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(`${details.name}\n${detail}`);
}

function describe(model: ModelDetails, discovery: DiscoveryModelInfo | undefined): string {
  return [
    vscode.l10n.t('File: {0}', model.path),
    ...(model.sha256 ? [`SHA-256: ${model.sha256}`] : []),
    vscode.l10n.t('Languages: {0}', model.languages.join(', ') || vscode.l10n.t('not stated')),
    vscode.l10n.t(
      'Context: {0} tokens; a passage: at most {1} tokens',
      model.contextTokens,
      model.maxPassageTokens,
    ),
    vscode.l10n.t(
      'Runs on: {0}; threads: {1}, lanes: {2}, batch: {3} tokens',
      model.gpu || 'CPU',
      model.threads,
      model.lanes,
      model.batchTokens,
    ),
    ...(model.speed.read > 0
      ? [
          vscode.l10n.t(
            'Speed so far: {0} tokens read and {1} written a second',
            model.speed.read,
            model.speed.written,
          ),
        ]
      : []),
    vscode.l10n.t('Runtime: {0}', model.runtime),
    ...discoveryLine(discovery),
  ].join('\n');
}

/** Who proposes types, where that is not the model of entities; what is wrong with the setting is told where it counts. */
function discoveryLine(discovery: DiscoveryModelInfo | undefined): string[] {
  if (!discovery || discovery.kind === 'inventory') return [];
  if (discovery.kind === 'file') return [vscode.l10n.t('Discovery asks: {0}', discovery.path)];
  const { model } = discovery;
  const address = shownAddress(discovery.address);
  return [
    model === undefined
      ? vscode.l10n.t('Discovery asks: {0}', address)
      : vscode.l10n.t('Discovery asks: {0} at {1}', model, address),
  ];
}
