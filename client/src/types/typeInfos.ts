import type { TypeInfo } from '../../../server/src/protocol.ts';
import { isSettingsObject } from './settingsObject.ts';

/**
 * What `universalNer.types` says of types, in its order, as far as a list of types shows it.
 * @param types what the setting holds; what is broken in it is left out, as the server does
 */
export function typeInfosIn(types: unknown): readonly TypeInfo[] {
  if (!isSettingsObject(types)) return [];
  return Object.entries(types).flatMap(([key, options]) => {
    const name = key.trim();
    return name === '' ? [] : [infoOf(name, options)];
  });
}

function infoOf(name: string, options: unknown): TypeInfo {
  if (!isSettingsObject(options)) return { name, hasRules: false };
  const { definition, askBy, color, group, patterns, terms } = options;
  return {
    name,
    hasRules: patterns !== undefined || terms !== undefined,
    ...(isText(definition) && { definition }),
    ...(isAskBy(askBy) && { askBy }),
    ...(typeof color === 'string' && { color }),
    ...(isText(group) && { group }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isAskBy(value: unknown): value is NonNullable<TypeInfo['askBy']> {
  return value === 'name' || value === 'definition' || value === 'both' || value === 'nothing';
}
