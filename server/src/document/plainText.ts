import { softBreak } from './lineBreak.ts';
import type { ProseDocument } from './prose.ts';
import { ProseBuilder } from './proseBuilder.ts';
import type { Span } from './span.ts';
import type { Steps } from './steps.ts';

/** Columns from which on a paragraph's longest line looks wrapped by a program, not broken by a person. */
const WRAP_COLUMNS = 40;
/** Code units read in one step. */
const STEP = 1 << 16;
const LINE_END = /\r\n|\r|\n/g;
/** Lines that begin something of their own: an item of a list, a field of a form ("City: London"). */
const OWN_LINE = /^(?:[-*+•–]|\(?\p{N}{1,3}[.)]|\(?\p{L}[.)]|\p{Lu}[\p{L} -]{0,20}:)\s/u;

/**
 * Reads plain text: paragraphs end at blank lines. A line end inside a paragraph becomes a space where the
 * text is hard-wrapped (the next line's first word would not have fitted), so that names which run over it
 * read as one; otherwise it stays a line end, since lists, verse and forms mean it. Line ends are `\n` in the
 * prose, a byte order mark is not part of it, all else stays as it is: the offset map of a text with `\n`
 * and no indented wrapped lines is one segment.
 */
export function* plainTextSteps(source: string): Steps<ProseDocument> {
  const builder = new ProseBuilder();
  let paragraph: Span[] = [];
  let read = source.startsWith('\ufeff') ? 1 : 0;
  let yielded = 0;
  for (const line of lines(source, read)) {
    if (line.start < line.end) paragraph.push(line);
    else if (paragraph.length > 0) {
      read = yield* addParagraph(builder, source, paragraph, read);
      paragraph = [];
    }
    if (line.end - yielded > STEP) {
      yielded = line.end;
      yield undefined;
    }
  }
  if (paragraph.length > 0) read = yield* addParagraph(builder, source, paragraph, read);
  addSpace(builder, source, read, source.length);
  return builder.document(source);
}

/** The lines of a text (as LSP counts lines), without their ends and the white space around; blank ones empty. */
function* lines(source: string, from: number): Generator<Span> {
  for (let start = from; ;) {
    LINE_END.lastIndex = start;
    const found = LINE_END.exec(source);
    const text = source.slice(start, found?.index);
    const end = start + text.trimEnd().length;
    yield { start: Math.min(end, start + text.length - text.trimStart().length), end };
    if (found === null) return;
    start = found.index + found[0].length;
  }
}

/** Adds what stands between the last paragraph and this one, then this one; returns where it ends. */
function* addParagraph(
  builder: ProseBuilder,
  source: string,
  paragraph: readonly Span[],
  read: number,
): Steps<number> {
  let columns = 0;
  for (const line of paragraph) columns = Math.max(columns, line.end - line.start);
  let before: Span | undefined;
  let yielded = read;
  let blockStart = builder.length;
  for (const line of paragraph) {
    const text = source.slice(line.start, line.end);
    if (before === undefined) {
      addSpace(builder, source, read, line.start);
      blockStart = builder.length;
    } else if (isWrapped(before, text, columns)) {
      const space = softBreak(source.slice(Math.max(before.start, before.end - 2), before.end), text);
      builder.replace(space, before.end, line.start);
    } else addSpace(builder, source, before.end, line.start);
    builder.copy(text, line.start);
    before = line;
    if (line.end - yielded > STEP) {
      yielded = line.end;
      yield undefined;
    }
  }
  builder.block('paragraph', blockStart, builder.length);
  return before?.end ?? read;
}

/** Whether the line end before `text` is there only because the text's first word did not fit any more. */
function isWrapped(before: Span, text: string, columns: number): boolean {
  if (columns < WRAP_COLUMNS || OWN_LINE.test(text)) return false;
  const room = columns - (before.end - before.start);
  return text.length >= room && !/\s/.test(text.slice(0, room));
}

/** Adds white space as it stands, with `\n` for every line end. */
function addSpace(builder: ProseBuilder, source: string, start: number, end: number): void {
  let at = start;
  for (const found of source.slice(start, end).matchAll(/\r\n?/g)) {
    const lineEnd = start + found.index;
    builder.copy(source.slice(at, lineEnd), at);
    at = lineEnd + found[0].length;
    builder.replace('\n', lineEnd, at);
  }
  builder.copy(source.slice(at, end), at);
}
