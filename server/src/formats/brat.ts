import type { AnnotatedDocument, Annotation } from './annotatedDocument.ts';
import type { Span } from '../document/span.ts';
import { withoutBlank } from './blank.ts';
import { readPairs } from './bratReader.ts';
import { BratTypes } from './bratTypes.ts';
import { CodePoints } from './codePoints.ts';
import type { Format, WriteOptions, WrittenFile } from './format.ts';
import { oneLineJson } from './jsonText.ts';

/**
 * Where a text-bound annotation has to be cut: brat keeps one on a line, which its parser (and others) end at
 * any of these; tabs separate fields. The white space around goes too.
 */
const BREAK = /\s*[\t\n\v\f\r\u001c-\u001e\u0085\u2028\u2029][\s\u001c-\u001e\u0085]*/gu;

/**
 * brat standoff (https://brat.nlplab.org/standoff.html): a `.txt` with the prose and an `.ann` with a line
 * for each mention, `T1<TAB>Type 0 5;6 9<TAB>text`, in code points (a CRLF counts two). A mention across line
 * breaks is written in fragments, as brat requires; white space at a break or an end with one is not covered.
 *
 * What brat's line can't hold goes into an annotator's note, which brat shows and keeps without any
 * configuration (an attribute would need one): `#1<TAB>AnnotatorNotes T1<TAB>{"type":"drug dosage","score":0.9}`,
 * with the type only where brat's name for it differs.
 */
export const brat: Format = {
  id: 'brat',
  label: 'brat standoff',
  description: 'For brat: an .ann and a .txt a document, with code point offsets in the prose.',
  extension: 'ann',
  unit: 'codepoint',
  takesUnit: false,
  text: 'prose',
  perDocument: true,
  write: writeFiles,
  read: readPairs,
};

function* writeFiles(
  documents: Iterable<AnnotatedDocument>,
  options: WriteOptions = {},
): Generator<WrittenFile> {
  const types = new BratTypes();
  for (const annotated of documents) {
    const { document, annotations } = annotated;
    types.keep(annotations.map(({ type }) => type));
    yield { document: annotated, extension: 'ann', content: writeAnnotations(annotated, types, options) };
    yield { document: annotated, extension: 'txt', content: [document.prose] };
  }
}

function* writeAnnotations(
  annotated: AnnotatedDocument,
  types: BratTypes,
  options: WriteOptions,
): Generator<string> {
  const { prose } = annotated.document;
  const points = new CodePoints(prose);
  let number = 0;
  let noteNumber = 0;
  for (const annotation of withoutBlank(annotated, options)) {
    number++;
    const fragments = fragmentsOf(prose, annotation.prose);
    const offsets = fragments.map(({ start, end }) => `${points.fromUtf16(start)} ${points.fromUtf16(end)}`);
    const text = fragments.map(({ start, end }) => prose.slice(start, end)).join(' ');
    const type = types.nameOf(annotation.type);
    yield `T${String(number)}\t${type} ${offsets.join(';')}\t${text}\n`;
    const note = noteOf(annotation, type);
    if (note !== undefined) {
      noteNumber++;
      yield `#${String(noteNumber)}\tAnnotatorNotes T${String(number)}\t${note}\n`;
    }
  }
}

function fragmentsOf(prose: string, { start, end }: Span): Span[] {
  const text = prose.slice(start, end);
  const fragments: Span[] = [];
  let from = 0;
  for (const match of [...text.matchAll(BREAK)]) {
    if (match.index > from) fragments.push({ start: start + from, end: start + match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) fragments.push({ start: start + from, end });
  return fragments;
}

function noteOf({ type, score }: Annotation, bratType: string): string | undefined {
  if (type === bratType && score === undefined) return undefined;
  return oneLineJson({ ...(type !== bratType && { type }), ...(score !== undefined && { score }) });
}
