import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { rules, type AnnotatedDocument } from './annotatedDocument.ts';
import { contextsOf } from './context.ts';
import { FormatError, type Format, type WriteOptions } from './format.ts';
import { readRecords, recordsOf, type MentionRecord } from './mentionRecord.ts';

const COLUMNS = ['file', 'type', 'text', 'start', 'end', 'score', 'foundBy', 'context'] as const;
const ROWS_AT_ONCE = 500;

/**
 * Comma-separated values (RFC 4180: CRLF between rows, a header, quotes where needed) in UTF-8. Without a
 * byte order mark, which scripts stumble over, unless `byteOrderMark` asks for it: spreadsheets need it.
 *
 * `context` is the sentence of the mention as a reader reads it, for people: readers need no such column.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection");
 * so does one that looks as if it had got one already: that way the reader can take away exactly those.
 */
export const csv: Format = {
  id: 'csv',
  label: 'CSV',
  description:
    'For spreadsheets: one mention a row and its sentence, with UTF-16 offsets in the source text.',
  extension: 'csv',
  unit: 'utf16',
  takesUnit: true,
  text: 'source',
  perDocument: false,
  write: (documents, options = {}) => [{ extension: 'csv', content: writeRows(documents, options) }],
  read: (files, options = {}) => ({
    documents: files.flatMap(({ name, content }) => readRecords(name, readRows(name, content), options)),
    ignored: new Map(),
  }),
};

type Row = MentionRecord & { readonly context: string };

const LOOKS_LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const MADE_SAFE = /^'+[=+\-@\t\r\n＝＋－＠]/;

function safe(cell: string): string {
  return LOOKS_LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell;
}

function unsafe(cell: string): string {
  return MADE_SAFE.test(cell) ? cell.slice(1) : cell;
}

function* writeRows(documents: Iterable<AnnotatedDocument>, options: WriteOptions): Generator<string> {
  yield `${options.byteOrderMark === true ? '\ufeff' : ''}${COLUMNS.join(',')}\r\n`;
  let rows: Row[] = [];
  for (const document of documents) {
    const contexts = contextsOf(
      document.document,
      document.annotations.map(({ prose }) => prose),
    );
    for (const record of recordsOf(document, options.offsets ?? 'utf16')) {
      const { value: context = '' } = contexts.next() as IteratorResult<string, undefined>;
      const { file, type, text } = record;
      rows.push({ ...record, file: safe(file), type: safe(type), text: safe(text), context: safe(context) });
      if (rows.length === ROWS_AT_ONCE) {
        yield csvRows(rows);
        rows = [];
      }
    }
  }
  if (rows.length > 0) yield csvRows(rows);
}

function csvRows(rows: readonly Row[]): string {
  return stringify([...rows], { columns: [...COLUMNS], record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

function* readRows(name: string, content: string) {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(content, { bom: true, columns: true, info: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    throw new FormatError(name, lines, error.message);
  }
  for (const { record, info } of rows) {
    const line = info.lines;
    const cell = (column: (typeof COLUMNS)[number]): string => {
      const value = record[column];
      if (value === undefined) throw new FormatError(name, line, `the column "${column}" is missing`);
      return value;
    };
    const number = (column: 'start' | 'end' | 'score', max: number): number => {
      const value = cell(column).trim() === '' ? NaN : Number(cell(column));
      if (value >= 0 && value <= max && (column === 'score' || Number.isInteger(value))) return value;
      throw new FormatError(name, line, `"${cell(column)}" is no valid ${column}`);
    };
    yield {
      file: unsafe(cell('file')),
      type: unsafe(cell('type')),
      text: unsafe(cell('text')),
      start: number('start', Number.MAX_SAFE_INTEGER),
      end: number('end', Number.MAX_SAFE_INTEGER),
      score: (record['score'] ?? '') === '' ? null : number('score', 1),
      foundBy: rules.find((rule) => rule === record['foundBy']) ?? null,
      line,
    };
  }
}
