/** What a tag says of its token. */
export type Tag =
  | { readonly kind: 'outside' }
  | { readonly kind: 'begin' | 'inside' | 'end' | 'single'; readonly type: string };

const KINDS: ReadonlyMap<string, 'begin' | 'inside' | 'end' | 'single'> = new Map([
  ['B', 'begin'],
  ['I', 'inside'],
  ['E', 'end'],
  ['L', 'end'],
  ['S', 'single'],
  ['U', 'single'],
] as const);

/**
 * Reads a tag of any of the usual schemes: IOB1, IOB2 (BIO), IOBES, BILOU.
 * @returns `undefined` when it is none
 */
export function parseTag(tag: string): Tag | undefined {
  if (tag === 'O') return { kind: 'outside' };
  const kind = KINDS.get(tag.charAt(0));
  if (kind === undefined || tag.charAt(1) !== '-' || tag.length < 3) return undefined;
  return { kind, type: decodeType(tag.slice(2)) };
}

/**
 * A type's name as it stands in a tag: columns are separated by white space, so white space (and the percent
 * sign before two hexadecimal digits) is percent-encoded as in a URI: `drug%20dosage`. All else stands as it is.
 */
export function encodeType(type: string): string {
  return type.replace(/[\s\u001c-\u001f\u0085]|%(?=[0-9a-f]{2})/giu, encodeURIComponent);
}

function decodeType(type: string): string {
  return type.replace(/(?:%[0-9a-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
}
