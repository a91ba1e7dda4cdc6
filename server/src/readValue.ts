import * as l10n from '@vscode/l10n';
import type * as z from 'zod';
import { reasonOf } from './valueReason.ts';

/** Something wrong in a value that a person wrote. */
export interface ValueProblem {
  /** Where it stands in the value; empty: it is the value itself. */
  readonly path: readonly PropertyKey[];
  /** One clause, such as "is not known". */
  readonly message: string;
}

/** More often than this nothing is left out: so deep are values nested. */
const deepestValue = 8;

/**
 * Reads a value that a person wrote.
 * @returns what the schema makes of it, whatever it holds: what is wrong in it is left out (of an object only the
 * wrong field) and told, and `undefined` is read where nothing right is left
 */
export function readValue<T>(schema: z.ZodType<T>, value: unknown): { read: T; problems: ValueProblem[] } {
  let remaining: unknown = structuredClone(value);
  // Schemas leave out this one name without a word.
  const problems: ValueProblem[] = pathsOf('__proto__', remaining).map((path) => ({
    path,
    message: l10n.t('has a name that no setting can have'),
  }));
  for (const { path } of problems) removeAt(remaining, path);
  // What is left out can make what held it wrong; only what was wrong from the beginning is told.
  for (let round = 0; round < deepestValue; round++) {
    const result = schema.safeParse(remaining);
    if (result.success) return { read: result.data, problems };
    for (const { path, reason } of result.error.issues.flatMap(withinUnions).flatMap(whatIsWrong)) {
      if (round === 0) {
        const clause = reason === undefined ? l10n.t('is not known') : wrong(reason, valueAt(value, path));
        problems.push({ path, message: clause });
      }
      removeAt(remaining, path);
    }
    remaining = withoutHoles(remaining);
  }
  return { read: schema.parse(undefined), problems };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Wrong {
  readonly path: readonly PropertyKey[];
  /** Absent: it is not known. */
  readonly reason?: string;
}

function whatIsWrong(issue: z.core.$ZodIssue): Wrong[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, reason: reasonOf(issue) }];
  return issue.keys.map((key) => ({ path: [...issue.path, key] }));
}

/** Of a value that may be of several shapes, what is wrong by the shape that it has. */
function withinUnions(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const isOther = ({ code, path }: z.core.$ZodIssue): boolean => code === 'invalid_type' && path.length === 0;
  const shape = issue.errors.find((issues) => !issues.some(isOther));
  if (!shape) return [issue];
  return shape.flatMap((inner) => withinUnions({ ...inner, path: [...issue.path, ...inner.path] }));
}

function wrong(reason: string, value: unknown): string {
  const shown = JSON.stringify(value) ?? 'undefined';
  return l10n.t('is wrong ({0}; it is {1})', reason, shown.length > 60 ? `${shown.slice(0, 60)}...` : shown);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (isObject(at) || Array.isArray(at) ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** Where an object in a value has a property of this name; what is inside such a property is not looked at. */
function pathsOf(name: string, value: unknown): PropertyKey[][] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [[key]] : pathsOf(name, inner).map((path) => [key, ...path]),
  );
}

/** Removes a value, or what holds it where it is just the value's absence that is wrong; leaves holes in lists. */
function removeAt(value: unknown, path: readonly PropertyKey[]): void {
  const holder = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || (!isObject(holder) && !Array.isArray(holder))) return;
  if (Object.hasOwn(holder, key)) Reflect.deleteProperty(holder, key);
  else removeAt(value, path.slice(0, -1));
}

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(() => true).map(withoutHoles);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]));
}
