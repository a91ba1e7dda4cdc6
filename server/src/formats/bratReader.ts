import * as z from 'zod';
import { CodePoints } from './codePoints.ts';
import { FormatError, linesOf, type InputFile, type ReadDocument, type ReadResult } from './format.ts';
import { readDocument, type PlacedMention } from './mentionRecord.ts';

const TEXT_BOUND = /^(T\S*)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)[ ]*(?:\t(.*))?$/s;
const NOTE = /^#\S*\tAnnotatorNotes (T\S*)\t(.*)$/s;
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  ['R', 'relation'],
  ['*', 'equivalence'],
  ['E', 'event'],
  ['A', 'attribute'],
  ['M', 'attribute'],
  ['N', 'normalization'],
  ['#', 'note'],
]);

/** The content of the notes that the writer makes. */
const noteShape = z.strictObject({ type: z.string().optional(), score: z.number().min(0).max(1).optional() });

/**
 * Reads `.ann` files, each with the `.txt` of the same name where that is given. Fragments that only line
 * breaks part are one mention again; truly discontinuous mentions, relations, events, attributes,
 * normalizations and others' notes are ignored and counted.
 * @throws {FormatError} when a line is none of brat's, or a mention's text does not stand where it says
 */
export function readPairs(files: readonly InputFile[]): ReadResult {
  const ignored = new Map<string, number>();
  const texts = new Map(
    files.filter(({ name }) => /\.txt$/i.test(name)).map((file) => [stem(file), file.content]),
  );
  const documents = files
    .filter(({ name }) => !/\.txt$/i.test(name))
    .map((file) => readFile(file, texts.get(stem(file)), ignored));
  return { documents, ignored };
}

function stem({ name }: InputFile): string {
  return name.replace(/\.[^./\\]+$/, '');
}

interface TextBound extends PlacedMention {
  readonly line: number;
}

function readFile(file: InputFile, text: string | undefined, ignored: Map<string, number>): ReadDocument {
  const ignore = (kind: string) => ignored.set(kind, (ignored.get(kind) ?? 0) + 1);
  const points = text === undefined ? undefined : new CodePoints(text);
  const slice = (start: number, end: number) => text?.slice(points?.toUtf16(start), points?.toUtf16(end));
  const mentions = new Map<string, TextBound>();
  for (const [index, content] of linesOf(file.content).entries()) {
    const line = index + 1;
    if (content.trim() === '') continue;
    const note = NOTE.exec(content);
    const target = mentions.get(note?.[1] ?? '');
    const told = target === undefined ? undefined : parseNote(note?.[2] ?? '');
    if (target !== undefined && told !== undefined) {
      mentions.set(note?.[1] ?? '', { ...target, type: told.type ?? target.type, score: told.score });
      continue;
    }
    const kind = OTHER_KINDS.get(content.charAt(0));
    if (kind !== undefined) {
      ignore(kind);
      continue;
    }
    const [, id, type, offsets, marked = ''] = TEXT_BOUND.exec(content) ?? [];
    if (id === undefined || type === undefined || offsets === undefined) {
      throw new FormatError(file.name, line, 'this is no annotation such as "T1<TAB>Person 0 3<TAB>Ada"');
    }
    const fragments = offsets.split(';').map((pair) => pair.split(' ').map(Number));
    if (!isContinuous(fragments, slice)) {
      ignore('discontinuous mention');
      continue;
    }
    const start = fragments[0]?.[0] ?? 0;
    const end = fragments.at(-1)?.[1] ?? 0;
    const found = end > (points?.length ?? end) ? undefined : slice(start, end);
    if (found !== undefined && marked !== '' && squeeze(found) !== squeeze(marked)) {
      throw new FormatError(
        file.name,
        line,
        `"${marked}" does not stand at ${String(start)} to ${String(end)}`,
      );
    }
    mentions.set(id, { line, type, text: found ?? marked, start, end });
  }
  return readDocument(file.name, `${stem(file)}.txt`, [...mentions.values()], 'codepoint', text);
}

/** Whether the gaps between fragments are white space; without the text, whether they can be line breaks. */
function isContinuous(
  fragments: readonly number[][],
  slice: (start: number, end: number) => string | undefined,
): boolean {
  return fragments.slice(1).every(([start = 0], index) => {
    const previousEnd = fragments[index]?.[1] ?? 0;
    const gap = slice(previousEnd, start);
    return gap === undefined ? start - previousEnd <= 2 : squeeze(gap) === '' && start > previousEnd;
  });
}

function squeeze(text: string): string {
  return text.replace(/[\s\u001c-\u001e\u0085]+/gu, '');
}

function parseNote(note: string): z.infer<typeof noteShape> | undefined {
  try {
    return noteShape.safeParse(JSON.parse(note)).data;
  } catch {
    return undefined;
  }
}
