import { nameKey } from '../../../server/src/protocol.ts';

/** What an object-valued setting holds. */
export type SettingsObject = Readonly<Record<string, unknown>>;

export function isSettingsObject(value: unknown): value is SettingsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The key that an object has for a name: just this one, else one that differs in case; `undefined`: it has none. */
export function keyIn(object: unknown, name: string): string | undefined {
  if (!isSettingsObject(object)) return undefined;
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => nameKey(key) === nameKey(name));
}

/** What an object has for a name, by its {@link keyIn}. */
export function entryIn(object: unknown, name: string): unknown {
  const key = keyIn(object, name);
  return key !== undefined && isSettingsObject(object) ? object[key] : undefined;
}

/**
 * An object of a setting with one entry replaced or added; everything else stays as it is.
 * @param object what the setting holds; `undefined` where it is not set
 * @returns `undefined` when it holds something else than an object, which is not to be overwritten
 */
export function withEntry(object: unknown, name: string, entry: SettingsObject): SettingsObject | undefined {
  if (object !== undefined && !isSettingsObject(object)) return undefined;
  return { ...object, [keyIn(object, name) ?? name]: entry };
}

/**
 * An object of a setting with some fields of one entry changed; all others stay as they are.
 * @param object what the setting holds; `undefined` where it is not set
 * @param change the fields; `undefined` removes one
 * @returns `undefined` when the setting or the entry holds something else than an object
 */
export function withFields(
  object: unknown,
  name: string,
  change: SettingsObject,
): SettingsObject | undefined {
  const entry = entryIn(object, name);
  if (entry !== undefined && !isSettingsObject(entry)) return undefined;
  const changed = Object.entries({ ...entry, ...change }).filter(([, value]) => value !== undefined);
  return withEntry(object, name, Object.fromEntries(changed));
}
