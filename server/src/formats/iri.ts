const ABSOLUTE = /^[a-z][a-z0-9+.-]+:[^\s]+$/i;

/**
 * A document's name as an IRI reference (RFC 3986): URIs stay as they are, absolute paths become `file:` URIs,
 * relative paths are resolved against `base`, or stay relative (to the file that refers to them). What a URI
 * can't hold is percent-encoded.
 * @param base the URI of a folder, with a final slash
 */
export function iriOf(name: string, base?: string): string {
  if (ABSOLUTE.test(name)) return name;
  const [, drive, path] = /^(?:([a-z]:)(?=[\\/]))?(.*)$/is.exec(name) ?? [];
  const slashed = drive === undefined ? name : (path ?? '').replaceAll('\\', '/');
  const encoded = slashed
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  if (drive !== undefined) return `file:///${drive}${encoded}`;
  if (name.startsWith('/')) return `file://${encoded}`;
  return base === undefined ? encoded : new URL(encoded, base).href;
}

/** The name of the document that an IRI reference stands for: a relative path decoded, a URI as it is. */
export function nameOf(iri: string, base?: string): string {
  const path = base !== undefined && iri.startsWith(base) ? iri.slice(base.length) : iri;
  if (ABSOLUTE.test(path)) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
