import { findNodeAtLocation, parse, parseTree, type ParseError } from 'jsonc-parser';
import type * as z from 'zod';
import { FormatError } from './format.ts';

/**
 * JSON that stays on one line for every reader: some split lines at U+0085, U+2028 and U+2029 too, which
 * JSON (RFC 8259) lets stand unescaped.
 */
export function oneLineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Reads JSON of a known shape.
 * @param firstLine the line of `file` on which `content` begins, from 1
 * @throws {FormatError} that names the line and what is wrong there
 */
export function readJson<T>(content: string, shape: z.ZodType<T>, file: string, firstLine = 1): T {
  const json = content.replace(/^\ufeff/, '');
  const lineAt = (offset: number) => firstLine + json.slice(0, offset).split('\n').length - 1;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new FormatError(file, lineAt(syntaxErrorOffset(json)), 'this is not valid JSON');
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).map((key) => (typeof key === 'symbol' ? String(key) : key));
  const where = path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${key}`)).join('');
  const reason = `${where.replace(/^\./, '') || 'the value'}: ${issue?.message ?? 'unexpected value'}`;
  throw new FormatError(file, lineAt(offsetOf(json, path)), reason);
}

function syntaxErrorOffset(json: string): number {
  const errors: ParseError[] = [];
  parse(json, errors, { disallowComments: true });
  return errors[0]?.offset ?? 0;
}

/** Where the value at a path stands, or the nearest value around it that exists. */
function offsetOf(json: string, path: readonly (string | number)[]): number {
  const root = parseTree(json);
  if (root === undefined) return 0;
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root.offset;
}
