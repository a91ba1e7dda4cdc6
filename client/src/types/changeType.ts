import * as vscode from 'vscode';
import { frontMatterChange, type FrontMatterChange } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { asUserError, inOneLine, showMessage } from '../messages.ts';
import { placeToWrite, placesOf, writeObject } from './settingPlaces.ts';
import { withFields, type SettingsObject } from './settingsObject.ts';

/** A document that is written in meanwhile is asked for again so often. */
const mostTries = 3;

/**
 * Changes options of a type where they count: in the front matter of the document, as the server says, by an edit
 * that can be undone; what is left in `universalNer.types`, where the type stands now, else in the workspace's
 * settings if there is a workspace, else in the user's. Other options and other types stay. Failures are told.
 * @param change the options; `undefined` removes one
 * @returns whether it was written
 */
export async function changeType(
  context: Context,
  document: vscode.TextDocument,
  name: string,
  change: SettingsObject,
): Promise<boolean> {
  let written: readonly string[];
  try {
    written = await changeFrontMatter(context, document, name, change);
  } catch (error) {
    void showMessage('error', inOneLine(asUserError(error)));
    return false;
  }
  const left = Object.fromEntries(Object.entries(change).filter(([field]) => !written.includes(field)));
  if (Object.keys(left).length === 0) return true;
  const place = placeToWrite(placesOf(document, 'types'), name);
  return writeObject(document, 'types', place, withFields(place.value, name, left));
}

/** @returns the options that were written there; @throws what the server answers instead */
async function changeFrontMatter(
  context: Context,
  document: vscode.TextDocument,
  type: string,
  change: SettingsObject,
): Promise<readonly string[]> {
  if (document.languageId !== 'markdown') return [];
  await context.introduce(document);
  const asked = Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? null]));
  for (let tries = 0; tries < mostTries; tries++) {
    const edit = await context.request(frontMatterChange, {
      uri: document.uri.toString(),
      type,
      change: asked,
    });
    if (!edit) return [];
    if (edit.version === document.version && (await apply(document, edit))) return edit.fields;
  }
  throw new Error(vscode.l10n.t('Nothing was saved: the document takes no changes.'));
}

function apply(document: vscode.TextDocument, { start, end, text }: FrontMatterChange): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, text);
  return vscode.workspace.applyEdit(edit);
}
