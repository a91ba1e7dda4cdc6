const ABSOLUTE = /^[a-z][a-z0-9+.-]+:[^\s]+$/i;

/**
 * A document's name as an IRI reference (RFC 3986): URIs stay as they are, absolute paths become `file:` URIs,
 * relative paths stay relative (to the file that refers to them) with what a URI can't hold percent-encoded.
 */
export function iriOf(name: string): string {
  if (ABSOLUTE.test(name)) return name;
  const [, drive, path] = /^(?:([a-z]:)(?=[\\/]))?(.*)$/is.exec(name) ?? [];
  const slashed = drive === undefined ? name : (path ?? '').replaceAll('\\', '/');
  const encoded = slashed
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  if (drive !== undefined) return `file:///${drive}${encoded}`;
  return name.startsWith('/') ? `file://${encoded}` : encoded;
}

/** The name of the document that an IRI reference stands for: a relative path decoded, a URI as it is. */
export function nameOf(iri: string): string {
  if (ABSOLUTE.test(iri)) return iri;
  try {
    return decodeURIComponent(iri);
  } catch {
    return iri;
  }
}
