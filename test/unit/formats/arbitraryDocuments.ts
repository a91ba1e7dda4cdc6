import fc from 'fast-check';
import { OffsetMap } from '../../../server/src/document/offsetMap.ts';
import type { ProseDocument } from '../../../server/src/document/prose.ts';
import type { AnnotatedDocument, Annotation, Rule } from '../../../server/src/formats/annotatedDocument.ts';

/** What tends to break formats: surrogate pairs, clusters, line ends of all kinds, quotes, other scripts. */
const nastyPiece = fc.constantFrom(
  '😀',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  '\u0301',
  '\r\n',
  '\n',
  '\r',
  '\t',
  '\u0085',
  '\u2028',
  '\u001c',
  '\u00a0',
  '\ufeff',
  '\u200b',
  ' ',
  ' ',
  '"',
  "'",
  '`',
  ',',
  ';',
  '=',
  '+1',
  '@',
  '-',
  '#',
  '\\',
  '%20',
  '%',
  '_',
  '-DOCSTART-',
  '東京',
  'にほん',
  '서울에서',
  'กรุงเทพ',
  'שלום',
  'Ada Lovelace',
  "O'Neill",
  'U.S.',
  '3.5',
  '{"a":1}',
  '<b>',
  'T1\tX 0 1',
);
const nastyText = (maxLength: number) =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: nastyPiece },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      ),
      {
        maxLength,
      },
    )
    .map((pieces) => pieces.join(''));

const typeName = nastyText(4).filter((type) => type !== '');

/** A document whose source holds markup that its prose lacks, in front of each piece and at the end. */
function documentOf(pieces: readonly { markup: string; text: string }[]): ProseDocument {
  const segments: number[] = [];
  let source = '';
  let prose = '';
  for (const { markup, text } of pieces) {
    source += markup;
    if (text !== '')
      segments.push(prose.length, prose.length + text.length, source.length, source.length + text.length);
    source += text;
    prose += text;
  }
  const half = prose.indexOf('\n');
  const cut = half === -1 ? prose.length : half;
  return {
    source: `${source}**`,
    prose,
    blocks: [
      { kind: 'paragraph', start: 0, end: cut },
      { kind: 'paragraph', start: cut, end: prose.length },
    ],
    map: new OffsetMap(segments),
  };
}

/** The offsets between code points, where a mention may start and end. */
function bordersOf(text: string): number[] {
  const borders = [0];
  for (const char of text) borders.push((borders.at(-1) ?? 0) + char.length);
  return borders;
}

/** Makes an annotated document from spans of its prose, in the order that `AnnotatedDocument` promises. */
export function annotate(
  name: string,
  document: ProseDocument,
  spans: readonly { type: string; start: number; end: number; score?: number; foundBy?: Rule }[],
): AnnotatedDocument {
  const annotations = spans.map(({ type, start, end, score, foundBy }): Annotation => {
    const prose = { start, end };
    return {
      type,
      text: document.prose.slice(start, end),
      source: document.map.toSource(prose),
      prose,
      ...(score !== undefined && { score }),
      ...(foundBy && { foundBy }),
    };
  });
  annotations.sort((a, b) => a.source.start - b.source.start || b.source.end - a.source.end);
  return { name, languageId: 'markdown', document, annotations };
}

/** A document whose prose is its source. */
export function plainDocument(text: string): ProseDocument {
  return {
    source: text,
    prose: text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
    map: OffsetMap.identity(text.length),
  };
}

/** Documents with any text and any mentions, also overlapping and blank ones, never empty ones. */
export const arbitraryDocument: fc.Arbitrary<AnnotatedDocument> = fc
  .record({
    name: fc.oneof(fc.constantFrom('notes.md', 'a b/ü.txt', '=cmd.md', 'file:///a%20b.md'), nastyText(3)),
    pieces: fc.array(fc.record({ markup: fc.constantFrom('', '**', '😀[', '> '), text: nastyText(8) }), {
      maxLength: 4,
    }),
    mentions: fc.array(
      fc.record({
        type: fc.oneof(
          fc.constantFrom('person', 'drug dosage', 'drug_dosage', '정치인', 'constructor', '__proto__'),
          typeName,
        ),
        from: fc.nat(),
        to: fc.nat(),
        score: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        foundBy: fc.constantFrom<Rule | undefined>(undefined, undefined, 'pattern', 'term'),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ name, pieces, mentions }) => {
    const document = documentOf(pieces);
    const borders = bordersOf(document.prose);
    const spans = mentions.flatMap(({ type, from, to, score, foundBy }) => {
      const [low, high] = [from % borders.length, to % borders.length].sort((a, b) => a - b);
      const [start, end] = [borders[low ?? 0] ?? 0, borders[high ?? 0] ?? 0];
      // `-0` is a score like 0, but no format tells them apart.
      if (start === end) return [];
      return [
        { type, start, end, ...(score !== undefined && { score: score + 0 }), ...(foundBy && { foundBy }) },
      ];
    });
    return annotate(name, document, spans);
  });
