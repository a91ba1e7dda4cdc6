import * as vscode from 'vscode';
import {
  extract,
  lineOfNames,
  modelDetails,
  stop,
  type ExtractResult,
} from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { nameOf, runOn } from '../documents.ts';
import {
  asUserError,
  inOneLine,
  isUserError,
  settingActions,
  showLogAction,
  showMessage,
} from '../messages.ts';
import { isMention } from '../mentionSearch.ts';
import { noticesOf } from '../notices.ts';
import { chooseTypes } from '../types/chooseTypes.ts';
import { refreshTypeSets } from '../types/refreshTypeSets.ts';
import { namedTypes, typesAgain } from '../types/typeSources.ts';
import { sampleText } from '../sample.ts';
import type { CommandTable } from './table.ts';

export const extractionCommands: CommandTable = {
  'universalNer.extractEntities': extractEntities,
  'universalNer.extractAgain': extractAgain,
  'universalNer.stopExtraction': (context) =>
    onKnownDocument(context, ({ uri }) => context.request(stop, { uri: uri.toString() })),
  'universalNer.clearEntities': (context) => onKnownDocument(context, (document) => context.clear(document)),
  'universalNer.openSample': openSample,
};

async function extractEntities(context: Context): Promise<void> {
  const target = await targetOf(context);
  if (!target) return;
  const { document, selection } = target;
  prepareModel(context);
  const types = await chooseTypes(context, document, selection ? 'selection' : 'document');
  if (types) await extractTypes(context, document, types, selection);
}

/** Loads the model while a person chooses types; what fails is told where the model is asked. */
function prepareModel(context: Context): void {
  context.request(modelDetails).catch((error: unknown) => {
    context.log.debug(String(error));
  });
}

/** Asks what was asked last, or what is meant now, as {@link typesAgain} says; has types chosen where nothing is. */
async function extractAgain(context: Context): Promise<void> {
  const target = await targetOf(context);
  if (!target) return;
  const { document } = target;
  const uri = document.uri.toString();
  await refreshTypeSets(context, document);
  const named = context.typeSets.typesOf(uri);
  const choice = context.types.choiceFor(uri, named && namedTypes(named));
  const types = typesAgain(context.entitiesOf(document)?.summary.types ?? [], { choice, named });
  await (types.length > 0 ? extractTypes(context, document, types) : extractEntities(context));
}

/** Extracts with a progress that can be cancelled; what is found shows as it comes. */
export async function extractTypes(
  context: Context,
  document: vscode.TextDocument,
  types: readonly string[],
  selection?: vscode.Range,
): Promise<void> {
  const uri = document.uri.toString();
  context.current.set(document);
  const named = context.typeSets.typesOf(uri);
  await context.types.remember(uri, types, named && namedTypes(named));
  const { version } = document;
  const range = selection && { start: positionOf(selection.start), end: positionOf(selection.end) };
  try {
    const result = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Extracting {0}', lineOfNames(types)),
        cancellable: true,
      },
      async (progress, token) => {
        const following = context.onDidChangeEntities((change) => {
          if (change.uri === uri) reportProgress(context, document, progress);
        });
        try {
          await context.share(document);
          return await context.request(
            extract,
            { uri, types, listed: false, ...(range && { range }) },
            token,
          );
        } finally {
          following.dispose();
        }
      },
    );
    const isAsItWas = document.version === version;
    if (isAsItWas || result.notes.passages > 0) await tellOutcome(document, types, result);
  } catch (error) {
    if (!isCancellation(error)) await tellFailure(context, document, error);
  }
}

function reportProgress(
  context: Context,
  document: vscode.TextDocument,
  progress: vscode.Progress<{ message: string; increment: number }>,
): void {
  const summary = context.entitiesOf(document)?.summary;
  if (!summary?.progress) return;
  const { passagesDone, passagesTotal } = summary.progress;
  const message = vscode.l10n.t(
    'passages: {0} of {1}, mentions: {2}',
    passagesDone,
    passagesTotal,
    summary.mentionCount,
  );
  const last = reported.get(progress) ?? 0;
  const now = passagesTotal === 0 ? 0 : (100 * passagesDone) / passagesTotal;
  reported.set(progress, Math.max(last, now));
  progress.report({ message, increment: Math.max(0, now - last) });
}

/** How many percent each progress shows: VS Code wants the increments. */
const reported = new WeakMap<vscode.Progress<unknown>, number>();

/** Speaks only where silence would mislead: nothing found, or something left out. */
async function tellOutcome(
  document: vscode.TextDocument,
  types: readonly string[],
  { mentionCount, notes }: ExtractResult,
): Promise<void> {
  const notices = noticesOf(notes);
  const worst =
    notices.find(({ severity }) => severity !== 'info') ?? (mentionCount === 0 ? notices[0] : undefined);
  const nothing =
    notes.passages === 0
      ? vscode.l10n.t('{0} has no prose to read.', nameOf(document))
      : mentionCount === 0
        ? vscode.l10n.t('No mentions of {0} were found in {1}.', lineOfNames(types), nameOf(document))
        : undefined;
  const text = [nothing, worst?.text].filter(Boolean).join(' ');
  if (!text) return;
  const actions = (worst?.actions ?? []).map(({ title, command, argument }) => ({
    title,
    run: () => runOn(document, command, argument),
  }));
  await showMessage(worst?.severity === 'warning' ? 'warning' : 'info', text, ...actions);
}

async function tellFailure(context: Context, document: vscode.TextDocument, error: unknown): Promise<void> {
  context.log.error(error instanceof Error ? error : String(error));
  // What a document failed by before may still be known; the request's own error goes first.
  const told = (!isUserError(error) && context.entitiesOf(document)?.summary.error) || asUserError(error);
  const [
    remedy = { title: vscode.l10n.t('Try Again'), run: () => runOn(document, 'universalNer.extractAgain') },
  ] = settingActions(told);
  await showMessage('error', inOneLine(told), remedy, showLogAction());
}

/**
 * The document that a command is about, and what a person has selected in it; `undefined` when none is open, which is
 * told. A mention that is selected was gone to, by the panel or by a key: nobody means to read it alone.
 */
export async function targetOf(
  context: Context,
): Promise<{ document: vscode.TextDocument; selection: vscode.Range | undefined } | undefined> {
  const editor = vscode.window.activeTextEditor ?? context.current.editor;
  if (editor) {
    const { document, selection } = editor;
    const mentions = context.entitiesOf(document)?.mentions ?? [];
    const wasGoneTo = isMention(
      mentions,
      document.offsetAt(selection.start),
      document.offsetAt(selection.end),
    );
    return { document, selection: selection.isEmpty || wasGoneTo ? undefined : selection };
  }
  await showMessage(
    'info',
    vscode.l10n.t('Open a document first: entities are extracted from the one in front of you.'),
    { title: vscode.l10n.t('Open a Sample'), run: openSample },
    {
      title: vscode.l10n.t('Open File...'),
      run: () => vscode.commands.executeCommand('workbench.action.files.openFile'),
    },
  );
  return undefined;
}

async function openSample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: sampleText });
  await vscode.window.showTextDocument(document);
}

async function onKnownDocument(
  context: Context,
  act: (document: vscode.TextDocument) => Promise<unknown>,
): Promise<void> {
  const document = context.current.get();
  if (document && context.entitiesOf(document)) await act(document);
}

/** Error codes of the Language Server Protocol 3.17, "LSPErrorCodes". */
const requestCancelled = -32800;
const serverCancelled = -32802;

function isCancellation(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === requestCancelled || code === serverCancelled || error instanceof vscode.CancellationError;
}

function positionOf({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}
