import type { AnnotatedDocument, Annotation } from './annotatedDocument.ts';
import { CodePoints } from './codePoints.ts';
import { creatorName } from './w3cCreator.ts';
import type { Format, WriteOptions } from './format.ts';
import { iriOf } from './iri.ts';
import { oneLineJson } from './jsonText.ts';
import { stableUuid } from './stableUuid.ts';
import { readPages } from './w3cReader.ts';

/** UTF-16 code units of context on each side of a quote. */
const CONTEXT = 32;

/**
 * `confidence` is not in the Web Annotation vocabulary: it is the one of ITS 2.0 (Text Analysis), from 0 to 1.
 */
const JSON_LD_CONTEXT = [
  'http://www.w3.org/ns/anno.jsonld',
  { confidence: 'http://www.w3.org/2005/11/its/rdf#taConfidence' },
];

/**
 * W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/) as JSON-LD: an AnnotationPage whose
 * items tag a stretch of the source, found by position (code points, as the model wants) and by its quote.
 */
export const w3c: Format = {
  id: 'w3c',
  label: 'W3C Web Annotation',
  description: 'For linked data (JSON-LD): code point offsets in the source text, with quotes.',
  extension: 'jsonld',
  unit: 'codepoint',
  takesUnit: false,
  text: 'source',
  perDocument: false,
  write: (documents, options = {}) => [{ extension: 'jsonld', content: writePage(documents, options) }],
  read: readPages,
};

function* writePage(documents: Iterable<AnnotatedDocument>, options: WriteOptions): Generator<string> {
  yield `{\n"@context": ${oneLineJson(JSON_LD_CONTEXT)},\n"type": "AnnotationPage",\n"items": [`;
  let itemBreak = '\n';
  // The page's identifier follows from its items', which are known when they are written.
  let pageId = stableUuid('');
  for (const annotated of documents) {
    for (const item of itemsOf(annotated, options)) {
      yield itemBreak + oneLineJson(item);
      itemBreak = ',\n';
      pageId = stableUuid(pageId + item.id);
    }
  }
  yield `\n],\n"id": "urn:uuid:${pageId}"\n}\n`;
}

function* itemsOf({ name, document, annotations }: AnnotatedDocument, { created, base }: WriteOptions) {
  const { source } = document;
  const points = new CodePoints(source);
  const iri = iriOf(name, base);
  for (const annotation of annotations) {
    const { start, end } = annotation.source;
    yield {
      id: `urn:uuid:${identify(iri, annotation)}`,
      type: 'Annotation',
      motivation: 'tagging',
      ...(created !== undefined && { created }),
      ...(annotation.foundBy && { creator: { type: 'Software', name: creatorName(annotation.foundBy) } }),
      ...(annotation.score !== undefined && { confidence: annotation.score }),
      body: { type: 'TextualBody', purpose: 'tagging', value: annotation.type },
      target: {
        source: iri,
        selector: [
          { type: 'TextPositionSelector', start: points.fromUtf16(start), end: points.fromUtf16(end) },
          {
            type: 'TextQuoteSelector',
            exact: source.slice(start, end),
            prefix: source.slice(Math.max(0, start - CONTEXT), start).replace(/^[\udc00-\udfff]/, ''),
            suffix: source.slice(end, end + CONTEXT).replace(/[\ud800-\udbff]$/, ''),
          },
        ],
      },
    };
  }
}

function identify(iri: string, { type, source }: Annotation): string {
  return stableUuid(JSON.stringify([iri, type, source.start, source.end]));
}
