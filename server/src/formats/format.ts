import type { AnnotatedDocument, Annotation, Rule } from './annotatedDocument.ts';
import type { PaletteColor } from './palette.ts';

/** What offsets count: UTF-16 code units, as LSP and JavaScript do, or Unicode code points, as Python does. */
export type OffsetUnit = 'utf16' | 'codepoint';

export interface WriteOptions {
  /** The unit of offsets, for formats that leave the choice (JSON, JSON Lines, CSV); UTF-16 when absent. */
  readonly offsets?: OffsetUnit;
  /** Whether a CSV file begins with a byte order mark: spreadsheets need it to see UTF-8, scripts do not. */
  readonly byteOrderMark?: boolean;
  /** When the annotations were made (xsd:dateTime with a time zone), for formats that can say so. */
  readonly created?: string;
  /** The URI of a folder (with a final slash): W3C's model wants absolute IRIs, names are relative paths. */
  readonly base?: string;
  /** The identity colour of a type, from 1 to 12, for formats that show colours; else in order of appearance. */
  readonly slotOf?: (type: string) => number;
  /** How the identity colours look, the first of slot 1, for formats that show colours; else the product's own. */
  readonly palette?: readonly PaletteColor[];
  /** Mentions with a lower score look weaker, in formats that are looked at. */
  readonly weakBelow?: number;
  /** The language of a text (ISO 639-1) where it can be told, for formats that can say so. */
  readonly languageOf?: (prose: string) => string | undefined;
  /** Hears of each annotation that the format can't hold, while the files' content is being read. */
  readonly onLeftOut?: (leftOut: LeftOut) => void;
}

/** An annotation that is not in the output: another covers it, or it holds nothing but white space. */
export interface LeftOut {
  readonly document: string;
  readonly annotation: Annotation;
  readonly reason: 'overlap' | 'blank';
}

/** One file of an export. Its content is a stream of pieces: it can be read once. */
export interface WrittenFile {
  /** The document that the file belongs to, as it was given; absent when it holds all documents. */
  readonly document?: AnnotatedDocument;
  /** Without the dot. */
  readonly extension: string;
  readonly content: Iterable<string>;
}

/** A file to read: its name is used to pair files, to name documents and in error messages. */
export interface InputFile {
  readonly name: string;
  readonly content: string;
}

export interface ReadOptions {
  /** The unit of the offsets, for formats whose files do not say it (JSON Lines, CSV); UTF-16 when absent. */
  readonly offsets?: OffsetUnit;
  /** As {@link WriteOptions.base}: documents below it are named by their relative path. */
  readonly base?: string;
  /** The annotated text of a document, for formats that do not hold it; needed to change the unit. */
  readonly textOf?: (document: string) => string | undefined;
}

/** An annotation as a file gives it. */
export interface ReadAnnotation {
  readonly type: string;
  readonly text: string;
  /** In {@link ReadDocument.unit}, in the text that the format annotates. */
  readonly start: number;
  readonly end: number;
  readonly score?: number;
  readonly foundBy?: Rule;
}

export interface ReadDocument {
  readonly name: string;
  readonly languageId?: string;
  /** The annotated text, where the file holds it or `textOf` knows it. */
  readonly text?: string;
  /** What the offsets count: always UTF-16 where the text is known. */
  readonly unit: OffsetUnit;
  readonly annotations: readonly ReadAnnotation[];
}

export interface ReadResult {
  readonly documents: readonly ReadDocument[];
  /** What the files hold and this product does not know, by kind (`relation`, `comment`, ...), counted. */
  readonly ignored: ReadonlyMap<string, number>;
}

/** A file format for annotations: its writer and its reader. */
export interface Format {
  /** What `--format` and the export request call it. */
  readonly id: string;
  readonly label: string;
  /** One sentence: who reads it, what its offsets count, which text it annotates. */
  readonly description: string;
  /** Of the first file, without the dot. */
  readonly extension: string;
  /** What offsets count unless `WriteOptions.offsets` says otherwise. */
  readonly unit: OffsetUnit;
  /** Whether `WriteOptions.offsets` may ask for the other unit. */
  readonly takesUnit: boolean;
  /** Which text is annotated: the document as it stands, or what a reader reads. */
  readonly text: 'source' | 'prose';
  /** Whether each document gets files of its own: such an export can't go into one stream. */
  readonly perDocument: boolean;
  /**
   * Writes documents. Nothing is held in memory but the document at hand; the output depends on nothing but
   * the arguments. Read each file's content before you ask for the next file.
   */
  write(documents: Iterable<AnnotatedDocument>, options?: WriteOptions): Iterable<WrittenFile>;
  /** Reads files back. @throws {FormatError} when a file is not in this format. */
  read(files: readonly InputFile[], options?: ReadOptions): ReadResult;
}

/** A file that can't be read: one sentence with the file, the line (from 1) and the reason. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    reason: string,
  ) {
    super(`${file}${line === undefined ? '' : `, line ${String(line)}`}: ${reason}`);
  }
}

/** The content of a file in lines, without line ends (LF or CRLF) and without a byte order mark. */
export function linesOf(content: string): string[] {
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
