import * as vscode from 'vscode';
import { lineOfNames, type TypeSetInfo } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../documents.ts';
import { showMessage } from '../messages.ts';
import { namedBy } from './setInUse.ts';
import { setLabel } from './setLabel.ts';
import { hasWorkspace, placeAt, placesOf, writeSetting, type SettingPlace } from './settingPlaces.ts';

/** Where a set is to hold. */
type Reach = 'document' | 'workspace' | 'user';

/** A line of the list of sets; `set` is `undefined` for "No Set". */
type SetItem = vscode.QuickPickItem & { readonly set: TypeSetInfo | undefined };

/**
 * Has a person choose the type set in use, and where: for a document, for the workspace, or for all of them.
 * @param document the one in front, if any
 * @returns whether the choice was made
 */
export async function switchTypeSet(
  context: Context,
  document: vscode.TextDocument | undefined,
): Promise<boolean> {
  const chosen = await pickSet(context, document);
  if (!chosen) return false;
  const reach = await pickReach(context, document, chosen.set);
  if (!reach) return false;
  const id = chosen.set?.id ?? null;
  const uri = document?.uri.toString();
  if (reach !== 'document' && !(await writeTypeSet(document, reach, id))) return false;
  if (uri !== undefined && (reach === 'document' || context.typeSets.chosenFor(uri) !== undefined)) {
    // What is chosen for the workspace is meant for the document in front too.
    await context.typeSets.choose(uri, reach === 'document' ? id : null);
  }
  await context.typeSets.refresh(uri);
  return true;
}

async function pickSet(
  { typeSets }: Context,
  document: vscode.TextDocument | undefined,
): Promise<SetItem | undefined> {
  const present = document && typeSets.typesOf(document.uri.toString());
  const inUse = typeSets.all.find(({ id }) => id === present?.typeSet);
  const toItem = (set: TypeSetInfo): SetItem => ({
    set,
    label: setLabel(set),
    description: set === inUse ? `$(check) ${namedBy(present?.typeSetFrom)}` : '',
    detail: lineOfNames(set.types.map(({ name }) => name)),
  });
  const own = typeSets.all.filter(({ origin }) => origin === 'own').map(toItem);
  const builtIn = typeSets.all.filter(({ origin }) => origin === 'built-in').map(toItem);
  const none: SetItem = {
    set: undefined,
    label: vscode.l10n.t('No Set'),
    detail: vscode.l10n.t('Give up the set in use'),
  };
  const separator = (label: string): SetItem => ({
    set: undefined,
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const items = [
    ...(inUse ? [none] : []),
    ...(own.length > 0 ? [separator(vscode.l10n.t('Own Sets')), ...own] : []),
    separator(vscode.l10n.t('Built-in Sets')),
    ...builtIn,
  ];
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Switch Type Set'),
    placeHolder: vscode.l10n.t('Choose a set by its name or one of its types'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
}

/** @param set `undefined`: the one in use is given up */
async function pickReach(
  { typeSets }: Context,
  document: vscode.TextDocument | undefined,
  set: TypeSetInfo | undefined,
): Promise<Reach | undefined> {
  const uri = document?.uri.toString() ?? '';
  const known = document && typeSets.typesOf(uri);
  const isInFrontMatter = known?.typeSetFrom === 'frontMatter' || known?.from === 'document';
  const first = isInFrontMatter
    ? vscode.l10n.t('The front matter of {0} goes first; change it there.', document ? nameOf(document) : '')
    : '';
  const places = placesOf(document, 'typeSet');
  const isSet = (reach: 'workspace' | 'user'): boolean => placeOfReach(places, reach).value !== undefined;
  const items = [
    {
      reach: 'document' as const,
      label: `$(file) ${vscode.l10n.t('This Document')}`,
      description: document ? nameOf(document) : '',
      detail: first,
      isOffered: document !== undefined && (set !== undefined || typeSets.chosenFor(uri) !== undefined),
    },
    {
      reach: 'workspace' as const,
      label: `$(root-folder) ${vscode.l10n.t('This Workspace')}`,
      description: vscode.l10n.t('workspace settings'),
      detail: '',
      isOffered: hasWorkspace() && (set !== undefined || isSet('workspace') || isSet('user')),
    },
    {
      reach: 'user' as const,
      label: `$(account) ${vscode.l10n.t('All Workspaces')}`,
      description: vscode.l10n.t('user settings'),
      detail: isSet('workspace')
        ? vscode.l10n.t('The settings of this workspace name another set, which goes first here.')
        : '',
      isOffered: set !== undefined || isSet('user'),
    },
  ].filter(({ isOffered }) => isOffered);
  const [only] = items;
  if (!only) {
    void showMessage('info', first);
    return undefined;
  }
  if (items.length === 1 && !only.detail) return only.reach;
  const title = set
    ? vscode.l10n.t('Use the Type Set "{0}" for', setLabel(set))
    : vscode.l10n.t('Give Up the Type Set for');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.reach;
}

/** A set named for a folder of the workspace is changed there. */
function placeOfReach(places: readonly SettingPlace[], reach: 'workspace' | 'user'): SettingPlace {
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  if (reach === 'user') return placeAt(places, Global);
  const folder = placeAt(places, WorkspaceFolder);
  return folder.value === undefined ? placeAt(places, Workspace) : folder;
}

function writeTypeSet(
  document: vscode.TextDocument | undefined,
  reach: 'workspace' | 'user',
  id: string | null,
): Promise<boolean> {
  const places = placesOf(document, 'typeSet');
  const place = placeOfReach(places, reach);
  // Only `null` gives up in a workspace what the user's own settings name.
  const isBehind = reach === 'workspace' && placeOfReach(places, 'user').value !== undefined;
  return writeSetting(document, 'typeSet', place, id ?? (isBehind ? null : undefined));
}
