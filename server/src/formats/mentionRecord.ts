import * as z from 'zod';
import { rules, type AnnotatedDocument, type Rule } from './annotatedDocument.ts';
import { CodePoints } from './codePoints.ts';
import {
  FormatError,
  type OffsetUnit,
  type ReadAnnotation,
  type ReadDocument,
  type ReadOptions,
} from './format.ts';

const offset = z.int().min(0);

/**
 * The fields of a mention, as JSON and JSON Lines name them; `score` is null where a person annotated, `foundBy`
 * where neither a pattern nor a term found it.
 */
export const mentionShape = z.object({
  type: z.string(),
  text: z.string(),
  start: offset,
  end: offset,
  score: z.number().min(0).max(1).nullish(),
  foundBy: z.enum(rules).nullish().describe('What found it besides the model.'),
});
type MentionShape = z.infer<typeof mentionShape>;

/** A mention on a line of its own: a row of CSV, a line of JSON Lines. */
export interface MentionRecord {
  /** The name of the document. */
  readonly file: string;
  readonly type: string;
  readonly text: string;
  /** Offsets in the document's source. */
  readonly start: number;
  readonly end: number;
  readonly score: number | null;
  readonly foundBy: Rule | null;
}

/** All mentions of a document as records, offsets of the source in `unit`. */
export function* recordsOf(annotated: AnnotatedDocument, unit: OffsetUnit): Generator<MentionRecord> {
  const points = unit === 'codepoint' ? new CodePoints(annotated.document.source) : undefined;
  const offsetIn = (at: number) => points?.fromUtf16(at) ?? at;
  for (const { type, text, source, score, foundBy } of annotated.annotations) {
    yield {
      file: annotated.name,
      type,
      text,
      start: offsetIn(source.start),
      end: offsetIn(source.end),
      score: score ?? null,
      foundBy: foundBy ?? null,
    };
  }
}

/** A mention as read, with the place it was read from, for error messages. */
export interface PlacedMention extends Omit<MentionShape, 'text'> {
  /** Absent where the file does not say it: the document does. */
  readonly text?: string | undefined;
  readonly line?: number;
}

/**
 * Makes a document of mentions that were read; their offsets become UTF-16 where the text is known.
 * @throws {FormatError} when a mention ends before it starts, or does not fit into the text
 */
export function readDocument(
  file: string,
  name: string,
  mentions: readonly PlacedMention[],
  unit: OffsetUnit,
  text: string | undefined,
): ReadDocument {
  const points = text === undefined ? undefined : new CodePoints(text);
  const length = unit === 'codepoint' ? points?.length : text?.length;
  const offsetIn = (at: number) => (unit === 'codepoint' && points !== undefined ? points.toUtf16(at) : at);
  const annotations = mentions.map((mention): ReadAnnotation => {
    const { line, type, text: mentionText, start, end, score, foundBy } = mention;
    if (end < start) throw new FormatError(file, line, `a mention ends (${String(end)}) before it starts`);
    if (length !== undefined && end > length) {
      throw new FormatError(file, line, `a mention ends at ${String(end)}, after the end of the text`);
    }
    const [from, to] = [offsetIn(start), offsetIn(end)];
    return {
      type,
      text: mentionText ?? text?.slice(from, to) ?? '',
      start: from,
      end: to,
      ...(typeof score === 'number' && { score }),
      ...(foundBy && { foundBy }),
    };
  });
  return text === undefined ? { name, unit, annotations } : { name, text, unit: 'utf16', annotations };
}

/** Groups records by the document that they name, in the order of first appearance. */
export function readRecords(
  file: string,
  records: Iterable<PlacedMention & { readonly file: string }>,
  options: ReadOptions,
): ReadDocument[] {
  const byName = new Map<string, PlacedMention[]>();
  for (const record of records) {
    const mentions = byName.get(record.file);
    if (mentions === undefined) byName.set(record.file, [record]);
    else mentions.push(record);
  }
  return [...byName].map(([name, mentions]) =>
    readDocument(file, name, mentions, options.offsets ?? 'utf16', options.textOf?.(name)),
  );
}
