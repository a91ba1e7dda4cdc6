import type { AnnotatedDocument, Annotation } from './annotatedDocument.ts';
import type { WriteOptions } from './format.ts';

/** Runs without what a reader of text files, in JavaScript or in Python, takes for white space. */
export const NOT_BLANK = /[^\s\u001c-\u001f\u0085]+/gu;

/** The annotations that hold more than white space; formats built on words and lines can't hold the others. */
export function withoutBlank(annotated: AnnotatedDocument, { onLeftOut }: WriteOptions): Annotation[] {
  return annotated.annotations.filter((annotation) => {
    const text = annotated.document.prose.slice(annotation.prose.start, annotation.prose.end);
    const isBlank = text.search(NOT_BLANK) === -1;
    if (isBlank) onLeftOut?.({ document: annotated.name, annotation, reason: 'blank' });
    return !isBlank;
  });
}
