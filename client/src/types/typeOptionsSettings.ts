import type * as vscode from 'vscode';
import type { TypeInfo } from '../../../server/src/protocol.ts';
import { placeToWrite, placesOf, settingOf, writeObject } from './settingPlaces.ts';
import { isSettingsObject, withFields, type SettingsObject } from './settingsObject.ts';

/** The types that `universalNer.types` configures for a document, in its order; what is broken in it is left out. */
export function configuredTypes(document: vscode.TextDocument): readonly TypeInfo[] {
  const types = settingOf(document, 'types');
  return isSettingsObject(types) ? Object.entries(types).map(([name, options]) => infoOf(name, options)) : [];
}

function infoOf(name: string, options: unknown): TypeInfo {
  if (!isSettingsObject(options)) return { name, hasRules: false };
  const { definition, askBy, color, group, patterns, terms } = options;
  return {
    name,
    hasRules: patterns !== undefined || terms !== undefined,
    ...(typeof definition === 'string' && { definition }),
    ...(isAskBy(askBy) && { askBy }),
    ...(typeof color === 'string' && { color }),
    ...(typeof group === 'string' && { group }),
  };
}

function isAskBy(value: unknown): value is NonNullable<TypeInfo['askBy']> {
  return value === 'name' || value === 'definition' || value === 'both' || value === 'nothing';
}

/**
 * Changes options of a type in `universalNer.types`, where it stands now; a new one goes to the workspace's settings
 * if there is a workspace, else to the user's. Other options and other types stay. Failures are told.
 * @param change the options; `undefined` removes one
 * @returns whether it was written
 */
export async function changeType(
  document: vscode.TextDocument,
  name: string,
  change: SettingsObject,
): Promise<boolean> {
  const place = placeToWrite(placesOf(document, 'types'), name);
  return writeObject(document, 'types', place, withFields(place.value, name, change));
}
