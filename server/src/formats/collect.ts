import { finish } from '../document/steps.ts';
import type { Steps } from '../document/steps.ts';
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

/** Writes documents into strings, at once: where an export is small, or nothing else is to be done meanwhile. */
export function collectExport(
  format: Format,
  documents: Iterable<AnnotatedDocument>,
  options: Omit<WriteOptions, 'onLeftOut'> = {},
): CollectedExport {
  return finish(collectSteps(format, documents, options));
}

/** As {@link collectExport}, in steps. */
export function* collectSteps(
  format: Format,
  documents: Iterable<AnnotatedDocument>,
  options: Omit<WriteOptions, 'onLeftOut'> = {},
): Steps<CollectedExport> {
  const leftOut: LeftOut[] = [];
  const files: CollectedExport['files'][number][] = [];
  for (const file of format.write(documents, { ...options, onLeftOut: (entry) => leftOut.push(entry) })) {
    const pieces: string[] = [];
    for (const piece of file.content) {
      pieces.push(piece);
      yield undefined;
    }
    files.push({ ...file, content: pieces.join('') });
  }
  return { files, leftOut };
}
