import * as z from 'zod';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import { linesOf, type Format, type OffsetUnit } from './format.ts';
import { oneLineJson, readJson } from './jsonText.ts';
import { mentionShape, readRecords, recordsOf } from './mentionRecord.ts';

const lineShape = mentionShape.extend({ file: z.string() });

/**
 * JSON Lines (https://jsonlines.org): one mention a line, with exactly the fields `file`, `type`, `text`,
 * `start`, `end`, `score`, `foundBy`. `text` is what a reader reads, the offsets are those of the source.
 */
export const jsonl: Format = {
  id: 'jsonl',
  label: 'JSON Lines',
  description: 'For scripts and pipes: one mention a line, with UTF-16 offsets in the source text.',
  extension: 'jsonl',
  unit: 'utf16',
  takesUnit: true,
  text: 'source',
  perDocument: false,
  write: (documents, options = {}) => [
    { extension: 'jsonl', content: writeLines(documents, options.offsets ?? 'utf16') },
  ],
  read: (files, options = {}) => ({
    documents: files.flatMap(({ name, content }) => readRecords(name, readLines(name, content), options)),
    ignored: new Map(),
  }),
};

function* writeLines(documents: Iterable<AnnotatedDocument>, unit: OffsetUnit): Generator<string> {
  for (const document of documents) {
    for (const record of recordsOf(document, unit)) yield `${oneLineJson(record)}\n`;
  }
}

function* readLines(name: string, content: string) {
  for (const [index, text] of linesOf(content).entries()) {
    const line = index + 1;
    if (text.trim() !== '') yield { ...readJson(text, lineShape, name, line), line };
  }
}
