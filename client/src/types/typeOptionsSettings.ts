import type * as vscode from 'vscode';
import type { TypeInfo } from '../../../server/src/protocol.ts';
import { settingOf } from './settingPlaces.ts';
import { isSettingsObject } from './settingsObject.ts';

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
