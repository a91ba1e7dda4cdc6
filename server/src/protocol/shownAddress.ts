/**
 * An address as people are shown it, in dialogs, messages and logs: without its user and its query, either of which
 * may hold a key, and without what follows a `#`. Of what is no address as little is shown.
 */
export function shownAddress(text: string): string {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!url?.host) return partsShown(trimmed);
  // A key with a slash in it goes on in the path: the host is shown, which is what will be asked.
  if ((url.username || url.password) && url.pathname.includes('@')) url.pathname = '/...';
  url.username = url.password = url.search = url.hash = '';
  return url.href.replace(/\/$/u, '');
}

function partsShown(text: string): string {
  const [scheme = ''] = /^[a-z][a-z\d+.-]*:\/\//iu.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  // The user may end there, or the query go on: both could be a key.
  if (/[?#].*@/su.test(rest)) return `${scheme}...`;
  return scheme + rest.replace(/^.*@/su, '').replace(/[?#].*$/su, '');
}
