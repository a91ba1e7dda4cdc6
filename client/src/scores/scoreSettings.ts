import * as vscode from 'vscode';
import type { ScoreFilter } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { changeType } from '../types/changeType.ts';
import { hasWorkspace, placeAt, placesOf, writeSetting } from '../types/settingPlaces.ts';

/**
 * Writes minimum scores into the settings of a document: each where it stands now, else into those of the workspace,
 * else into the user's. Failures are told.
 * @returns whether all were written
 */
export async function writeMinScores(
  context: Context,
  document: vscode.TextDocument,
  { general, byType = {} }: ScoreFilter,
): Promise<boolean> {
  if (general !== undefined && !(await writeGeneral(document, general))) return false;
  for (const [type, minScore] of Object.entries(byType)) {
    if (!(await changeType(context, document, type, { minScore }))) return false;
  }
  return true;
}

function writeGeneral(document: vscode.TextDocument, score: number): Promise<boolean> {
  const places = placesOf(document, 'minScore');
  const { Workspace, Global } = vscode.ConfigurationTarget;
  const place =
    places.find(({ value }) => value !== undefined) ?? placeAt(places, hasWorkspace() ? Workspace : Global);
  return writeSetting(document, 'minScore', place, score);
}
