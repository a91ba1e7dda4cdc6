import type { AnnotatedDocument } from './annotatedDocument.ts';
import type { Format, LeftOut, WriteOptions } from './format.ts';

/** An export in memory. */
export interface CollectedExport {
  readonly files: readonly {
    readonly document?: AnnotatedDocument;
    readonly extension: string;
    readonly content: string;
  }[];
  /** What the format could not hold; for a word to the user. */
  readonly leftOut: readonly LeftOut[];
}

/** Writes documents into strings: where an export is small or goes on as a whole. */
export function collectExport(
  format: Format,
  documents: Iterable<AnnotatedDocument>,
  options: Omit<WriteOptions, 'onLeftOut'> = {},
): CollectedExport {
  const leftOut: LeftOut[] = [];
  const written = format.write(documents, { ...options, onLeftOut: (entry) => leftOut.push(entry) });
  const files = Array.from(written, (file) => ({ ...file, content: [...file.content].join('') }));
  return { files, leftOut };
}
