import * as z from 'zod';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import type { Format, OffsetUnit } from './format.ts';
import { oneLineJson, readJson } from './jsonText.ts';
import { mentionShape, readDocument, recordsOf } from './mentionRecord.ts';

/**
 * The shape of the file; `annotations.schema.json` is made from it. Readers accept fields that they do not
 * know; a field that changes its meaning raises `version`.
 */
export const annotationsShape = z.object({
  format: z.literal('universal-ner'),
  version: z.literal(1),
  offsets: z.enum(['utf16', 'codepoint']).describe('What start and end count.'),
  documents: z.array(
    z.object({
      name: z.string().describe('A path or a URI.'),
      language: z.string().describe('The language id of the document: markdown, plaintext, ...'),
      text: z.string().describe('The document as it stands; start and end are offsets in it.'),
      mentions: z
        .array(mentionShape)
        .describe('By start, longest first; text is what a reader reads, without markup.'),
    }),
  ),
});

/** This product's own JSON: everything that is known of each document, its text included. */
export const json: Format = {
  id: 'json',
  label: 'JSON',
  description: 'For programs: texts and mentions, with UTF-16 offsets in the source text.',
  extension: 'json',
  unit: 'utf16',
  takesUnit: true,
  text: 'source',
  perDocument: false,
  write: (documents, options = {}) => [
    { extension: 'json', content: writeJson(documents, options.offsets ?? 'utf16') },
  ],
  read: (files) => ({
    documents: files.flatMap(({ name: file, content }) => {
      const { offsets, documents } = readJson(content, annotationsShape, file);
      return documents.map(({ name, language, text, mentions }) => ({
        ...readDocument(file, name, mentions, offsets, text),
        languageId: language,
      }));
    }),
    ignored: new Map(),
  }),
};

function* writeJson(documents: Iterable<AnnotatedDocument>, offsets: OffsetUnit): Generator<string> {
  yield `{\n"format": "universal-ner",\n"version": 1,\n"offsets": "${offsets}",\n"documents": [`;
  let documentBreak = '\n';
  for (const document of documents) {
    const { name, languageId, document: texts } = document;
    yield `${documentBreak}{ "name": ${oneLineJson(name)}, "language": ${oneLineJson(languageId)},\n`;
    yield `"text": ${oneLineJson(texts.source)},\n"mentions": [`;
    let mentionBreak = '\n';
    for (const { type, text, start, end, score, foundBy } of recordsOf(document, offsets)) {
      const known = { ...(score !== null && { score }), ...(foundBy && { foundBy }) };
      yield mentionBreak + oneLineJson({ type, text, start, end, ...known });
      mentionBreak = ',\n';
    }
    yield mentionBreak === '\n' ? '] }' : '\n] }';
    documentBreak = ',\n';
  }
  yield '\n]\n}\n';
}
