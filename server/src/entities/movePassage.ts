import type { Span } from '../document/span.ts';
import type { TextEdit } from '../protocol.ts';

/** Where a passage stands after an edit. Unlike a mention's, its text also grows by what is typed at its borders. */
export function movePassage({ start, end }: Span, edit: TextEdit): Span & { readonly touched: boolean } {
  const shift = edit.length - (edit.end - edit.start);
  if (edit.end < start) return { start: start + shift, end: end + shift, touched: false };
  if (edit.start > end) return { start, end, touched: false };
  return { start: Math.min(start, edit.start), end: Math.max(end, edit.end) + shift, touched: true };
}
