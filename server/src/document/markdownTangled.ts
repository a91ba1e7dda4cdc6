import { BlockWriter } from './blockWriter.ts';
import type { ProseFragment } from './proseBuilder.ts';

/** Below this length no text takes long. */
const SHORT = 512;
/** One run of emphasis marks on so many code units is denser than prose, tables and math ever are. */
const UNITS_PER_MARK = 6;
/** So many web addresses without a space between them are none. */
const GLUED_ADDRESSES = 20;

/**
 * Whether a stretch of Markdown is one of those that take a CommonMark parser time in the square of their
 * length: thousands of emphasis marks that don't match (`*a_ *a_ ...`), or web addresses glued together.
 */
export function isTangled(source: string): boolean {
  if (source.length < SHORT) return false;
  const marks = source.match(/[*_~]+/g)?.length ?? 0;
  if (marks * UNITS_PER_MARK > source.length) return true;
  return source
    .split(/\s+/)
    .some((word) => word.length > SHORT && word.split(/www\.|:\/\/|@/i).length > GLUED_ADDRESSES);
}

/** Reads such a stretch as it stands, markup and all: paragraphs between blank lines. */
export function readTangled(source: string): ProseFragment {
  const writer = new BlockWriter();
  let at = 0;
  writer.open('paragraph');
  for (const part of source.split(/(\r\n|\r|\n)/)) {
    const end = at + part.length;
    if (/^[\r\n]/.test(part)) writer.lineEnd(at, end, false);
    else if (part.trim() === '') writer.open('paragraph');
    else writer.copy(part, at);
    at = end;
  }
  return writer.fragment();
}
