import * as vscode from 'vscode';
import {
  normaliseText,
  exportAnnotations,
  formats,
  type ExportFile,
  type FormatInfo,
  type WireMention,
} from '../../../server/src/protocol.ts';
import { isForBrowser } from '../browserView.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../documents.ts';
import { showLogAction, showMessage } from '../messages.ts';
import { identityColors } from '../types/identityColors.ts';
import { writeAtomically } from '../writeFile.ts';
import type { CommandTable } from './table.ts';

export const exportCommands: CommandTable = {
  'universalNer.copyEntities': copyEntities,
  'universalNer.exportAnnotations': exportToFile,
};

type Target = 'file' | 'clipboard';

/** Puts one line an entity on the clipboard: type, text and number of mentions, parted by tabs. */
async function copyEntities(context: Context): Promise<void> {
  const mentions = context.entitiesOf(context.current.get())?.mentions ?? [];
  if (mentions.length === 0) return tellNothing();
  await vscode.env.clipboard.writeText(entityTable(mentions));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Entities copied.'), 3_000);
}

function entityTable(mentions: readonly WireMention[]): string {
  const rows = new Map<string, { type: string; text: string; count: number }>();
  for (const { type, text } of mentions) {
    const key = JSON.stringify([type, normaliseText(text)]);
    const row = rows.get(key) ?? { type, text: text.replace(/\s+/gu, ' '), count: 0 };
    row.count += 1;
    rows.set(key, row);
  }
  return [...rows.values()].map(({ type, text, count }) => `${type}\t${text}\t${count}\n`).join('');
}

async function exportToFile(context: Context): Promise<void> {
  const document = context.current.get();
  const known = context.entitiesOf(document);
  if (!document || !known?.mentions.length) return tellNothing();
  const choice = await pickFormat(await context.request(formats), known.all.length - known.mentions.length);
  if (!choice) return;
  const { format, target } = choice;
  const destination = target === 'file' ? await askDestination(document, format) : undefined;
  if (target === 'file' && !destination) return;
  const { files } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Exporting as {0}', format.label),
      cancellable: true,
    },
    (_progress, token) =>
      context.request(
        exportAnnotations,
        {
          uri: document.uri.toString(),
          format: format.id,
          colors: Object.fromEntries(identityColors(context.packageJson)),
        },
        token,
      ),
  );
  if (!destination) return copy(files, format);
  try {
    await save(destination, files);
  } catch (error) {
    context.log.error(error instanceof Error ? error : String(error));
    await tellUnwritten(context, destination, error);
  }
}

/**
 * Has a format chosen, and where it goes to: Enter asks, the line's button copies at once.
 * @param hidden mentions below the minimum score, which are not exported
 */
function pickFormat(
  all: readonly FormatInfo[],
  hidden: number,
): Promise<{ format: FormatInfo; target: Target } | undefined> {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { format: FormatInfo }>();
  const copyButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: vscode.l10n.t('Copy to Clipboard') };
  picker.title = vscode.l10n.t('Export Annotations');
  picker.placeholder =
    hidden === 0
      ? vscode.l10n.t('Choose a format')
      : vscode.l10n.t('Choose a format; mentions hidden by score, which are left out: {0}', hidden);
  picker.matchOnDetail = true;
  picker.items = all.map((format) => ({
    format,
    label: format.label,
    description: `.${format.extension}`,
    detail: format.description,
    buttons: [copyButton],
  }));
  return new Promise((resolve) => {
    picker.onDidTriggerItemButton(({ item: { format } }) => {
      resolve({ format, target: 'clipboard' });
      picker.hide();
    });
    picker.onDidAccept(() => {
      const format = picker.selectedItems[0]?.format;
      if (format) resolve(pickTarget(format));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

async function pickTarget(format: FormatInfo): Promise<{ format: FormatInfo; target: Target } | undefined> {
  const choice = await vscode.window.showQuickPick(
    [
      { label: `$(save) ${vscode.l10n.t('Save to File...')}`, target: 'file' as const },
      { label: `$(copy) ${vscode.l10n.t('Copy to Clipboard')}`, target: 'clipboard' as const },
    ],
    { title: format.label },
  );
  return choice && { format, target: choice.target };
}

function askDestination(document: vscode.TextDocument, format: FormatInfo): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Annotations'),
    defaultUri: suggestedDestination(document, format.extension),
    filters: { [format.label]: [format.extension.split('.').at(-1) ?? format.extension] },
  });
}

/** Beside the document, under its name; for a document without a place of its own in the workspace. */
function suggestedDestination(document: vscode.TextDocument, extension: string): vscode.Uri {
  const { uri } = document;
  const name =
    uri.path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]+$/u, '') || 'entities';
  const file = `${name}.${extension}`;
  const hasPlace = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (hasPlace) return vscode.Uri.joinPath(uri, '..', file);
  return folder ? vscode.Uri.joinPath(folder, file) : vscode.Uri.file(file);
}

/** Writes the files of an export side by side; the person named the first. */
async function save(destination: vscode.Uri, files: readonly ExportFile[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  const stem = destination.path.endsWith(`.${first.extension}`)
    ? destination.path.slice(0, -first.extension.length - 1)
    : destination.path;
  const beside = others.map((file) => ({
    file,
    uri: destination.with({ path: `${stem}.${file.extension}` }),
  }));
  if (!(await mayReplace(beside.map(({ uri }) => uri)))) return;
  await writeAtomically(destination, first.content);
  for (const { file, uri } of beside) await writeAtomically(uri, file.content);
  const names = [{ uri: destination }, ...beside].map(nameOf);
  const { remoteName, uiKind } = vscode.env;
  const { scheme, path } = destination;
  const inBrowser = {
    title: vscode.l10n.t('Open in Browser'),
    run: () => vscode.env.openExternal(destination),
  };
  await showMessage(
    'info',
    vscode.l10n.t('Exported {0}.', names.join(', ')),
    ...(isForBrowser({ scheme, path, remoteName, isWeb: uiKind === vscode.UIKind.Web }) ? [inBrowser] : []),
    {
      title: vscode.l10n.t('Open'),
      run: () => vscode.commands.executeCommand('vscode.open', destination),
    },
  );
}

function tellUnwritten(context: Context, destination: vscode.Uri, error: unknown): Promise<void> {
  const place = vscode.workspace.asRelativePath(destination);
  return showMessage(
    'error',
    vscode.l10n.t('{0} could not be written: {1}', place, whyUnwritten(error)),
    { title: vscode.l10n.t('Export Again...'), run: () => exportToFile(context) },
    showLogAction(),
  );
}

/** The file systems' own messages name the temporary file, and codes of the system. */
function whyUnwritten(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const system = /\b(EROFS|EACCES|EPERM|ENOSPC|ENOTDIR|ENOENT)\b/u.exec(message ?? '')?.[1];
  if (system === 'EROFS') return vscode.l10n.t('the disk can only be read.');
  if (system === 'ENOSPC') return vscode.l10n.t('there is no room on the disk.');
  if (code === 'NoPermissions' || system === 'EACCES' || system === 'EPERM')
    return vscode.l10n.t('you have no permission to write there.');
  if (code === 'FileNotFound' || code === 'FileNotADirectory' || system !== undefined)
    return vscode.l10n.t('there is no such folder.');
  return message ?? String(error);
}

/** The save dialog asked about the first file only. */
async function mayReplace(uris: readonly vscode.Uri[]): Promise<boolean> {
  const there: string[] = [];
  for (const uri of uris) {
    const exists = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (exists) there.push(nameOf({ uri }));
  }
  if (there.length === 0) return true;
  const replace = vscode.l10n.t('Replace');
  const question = vscode.l10n.t('{0} exists already. Replace it?', there.join(', '));
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

async function copy(files: readonly ExportFile[], format: FormatInfo): Promise<void> {
  await vscode.env.clipboard.writeText(files[0]?.content ?? '');
  await showMessage('info', vscode.l10n.t('Copied as {0}.', format.label));
}

function tellNothing(): Promise<void> {
  return showMessage('info', vscode.l10n.t('There are no entities yet.'), {
    title: vscode.l10n.t('Extract Entities of Type...'),
    run: () => vscode.commands.executeCommand('universalNer.extractEntities'),
  });
}
