import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnnotatedDocument, Annotation } from '../../../server/src/formats/annotatedDocument.ts';
import { collectExport } from '../../../server/src/formats/collect.ts';
import type { Format, LeftOut, OffsetUnit, ReadDocument } from '../../../server/src/formats/format.ts';
import { formatById, formats } from '../../../server/src/formats/registry.ts';
import { arbitraryDocument } from './arbitraryDocuments.ts';
import { runs } from '../../properties.ts';

const RUNS = { numRuns: runs(300) };
/** What separates words for the readers of token and line formats. */
const BLANKS = /[\s\u001c-\u001f\u0085]+/gu;

function format(id: string): Format {
  const found = formatById(id);
  assert.ok(found, `no format ${id}`);
  return found;
}

/** Writes documents and reads them back, each file named after its document. */
function roundTrip(
  id: string,
  documents: readonly AnnotatedDocument[],
  offsets?: OffsetUnit,
): { read: readonly ReadDocument[]; leftOut: readonly LeftOut[] } {
  const options = offsets === undefined ? {} : { offsets };
  const { files, leftOut } = collectExport(format(id), documents, options);
  const inputs = files.map(({ extension, content }, index) => {
    const number = format(id).perDocument ? Math.floor(index / 2) : index;
    return { name: `out${String(number)}.${extension}`, content };
  });
  const { documents: read, ignored } = format(id).read(inputs, {
    ...options,
    textOf: (name) => documents.find((document) => document.name === name)?.document.source,
  });
  assert.deepEqual([...ignored], []);
  return { read, leftOut };
}

const inSource = ({ type, text, source, score, foundBy }: Annotation) => ({
  type,
  text,
  ...source,
  ...(score !== undefined && { score }),
  ...(foundBy && { foundBy }),
});

/** What HTML can't hold is replaced, a unit for a unit. */
const inHtml = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');

const someDocuments = fc.uniqueArray(arbitraryDocument, { maxLength: 3, selector: ({ name }) => name });

describe('a format gives back what was written', () => {
  for (const id of ['json', 'jsonl', 'csv']) {
    for (const offsets of ['utf16', 'codepoint'] as const) {
      it(`${id}, offsets in ${offsets}`, () => {
        fc.assert(
          fc.property(someDocuments, (documents) => {
            const { read, leftOut } = roundTrip(id, documents, offsets);
            const written = documents.filter(({ annotations }) => id === 'json' || annotations.length > 0);
            assert.deepEqual(
              read.map(({ name, text, unit, annotations }) => ({ name, text, unit, annotations })),
              written.map(({ name, document, annotations }) => ({
                name,
                text: document.source,
                unit: 'utf16',
                annotations: annotations.map(inSource),
              })),
            );
            assert.deepEqual(leftOut, []);
          }),
          RUNS,
        );
      });
    }
  }

  it('w3c, with the quoted source as the text', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const named = { ...document, name: 'a folder/ü 😀.md' };
        const { read } = roundTrip('w3c', [named]);
        const { source } = document.document;
        assert.deepEqual(
          read.flatMap(({ annotations }) => annotations),
          document.annotations.map((annotation) => ({
            ...inSource(annotation),
            text: source.slice(annotation.source.start, annotation.source.end),
          })),
        );
        assert.ok(read.every(({ name, text }) => name === named.name && text === source));
      }),
      RUNS,
    );
  });

  it('html, with the prose as the text', () => {
    fc.assert(
      fc.property(someDocuments, (documents) => {
        const { read, leftOut } = roundTrip('html', documents);
        assert.deepEqual(
          read,
          documents.map(({ name, languageId, document, annotations }) => ({
            name: inHtml(name),
            languageId,
            text: inHtml(document.prose),
            unit: 'utf16',
            annotations: annotations.map((annotation) => ({
              ...inSource({ ...annotation, source: annotation.prose }),
              type: inHtml(annotation.type),
              text: inHtml(annotation.text),
            })),
          })),
        );
        assert.deepEqual(leftOut, []);
      }),
      RUNS,
    );
  });

  it('brat, without white space at a line break on the border', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const { read, leftOut } = roundTrip('brat', [document]);
        const { prose } = document.document;
        const blank = leftOut.map(({ annotation }) => annotation);
        assert.ok(
          leftOut.every(({ reason, annotation }) => reason === 'blank' && squeeze(annotation.text) === ''),
        );
        const expected = document.annotations.filter((annotation) => !blank.includes(annotation));
        const annotations = read[0]?.annotations ?? [];
        assert.equal(read[0]?.text, prose);
        assert.equal(annotations.length, expected.length);
        for (const [index, { type, prose: span, score }] of expected.entries()) {
          const actual = annotations[index];
          assert.ok(actual);
          assert.equal(actual.type, type);
          assert.equal(actual.score, score);
          assert.equal(actual.text, prose.slice(actual.start, actual.end));
          assert.ok(actual.start >= span.start && actual.end <= span.end);
          assert.equal(
            squeeze(prose.slice(span.start, actual.start) + prose.slice(actual.end, span.end)),
            '',
          );
          if (!/[\t\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/.test(prose.slice(span.start, span.end))) {
            assert.deepEqual([actual.start, actual.end], [span.start, span.end]);
          }
        }
      }),
      RUNS,
    );
  });

  it('conll, words and types of all mentions that are not left out', () => {
    fc.assert(
      fc.property(someDocuments, (documents) => {
        const { read, leftOut } = roundTrip('conll', documents);
        assert.equal(read.length, documents.length);
        for (const [index, { document, annotations }] of documents.entries()) {
          const gone = leftOut.map(({ annotation }) => annotation);
          const kept = annotations.filter((annotation) => !gone.includes(annotation));
          const actual = read[index];
          assert.equal(squeeze(actual?.text ?? ''), squeeze(document.prose));
          assert.deepEqual(
            actual?.annotations.map(({ type, text, start, end }) => ({
              type,
              text: squeeze(text),
              before: squeeze(actual.text?.slice(0, start) ?? ''),
              isExact: actual.text?.slice(start, end) === text,
            })),
            kept
              .toSorted((a, b) => a.prose.start - b.prose.start)
              .map(({ type, prose }) => ({
                type,
                text: squeeze(document.prose.slice(prose.start, prose.end)),
                before: squeeze(document.prose.slice(0, prose.start)),
                isExact: true,
              })),
          );
          for (const { annotation, reason } of leftOut.filter((entry) =>
            annotations.includes(entry.annotation),
          )) {
            const isCovered = kept.some(
              ({ prose }) => prose.start < annotation.prose.end && annotation.prose.start < prose.end,
            );
            assert.equal(reason, squeeze(annotation.text) === '' ? 'blank' : 'overlap');
            assert.ok(reason === 'blank' || isCovered, 'left out though nothing overlaps it');
          }
        }
      }),
      RUNS,
    );
  });
});

describe('every format', () => {
  for (const each of formats) {
    it(`${each.id} writes the same for the same documents`, () => {
      fc.assert(
        fc.property(someDocuments, (documents) => {
          assert.deepEqual(collectExport(each, documents), collectExport(each, documents));
        }),
        { numRuns: runs(30) },
      );
    });

    it(`${each.id} reads its files with CRLF line ends, a byte order mark and no final newline`, () => {
      const documents = fc.sample(arbitraryDocument, { seed: 7, numRuns: 3 });
      const { files } = collectExport(each, documents);
      const named = files.map(({ extension, content }, index) => ({
        name: `${String(Math.floor(index / 2))}.${extension}`,
        content,
      }));
      const altered = named.map(({ name, content }) =>
        name.endsWith('.txt') || name.endsWith('.csv')
          ? { name, content }
          : { name, content: `\ufeff${content.trimEnd().replace(/\n/g, '\r\n')}` },
      );
      assert.deepEqual(each.read(altered), each.read(named));
    });

    it(`${each.id} answers whatever it is given with documents or one sentence`, () => {
      const noise = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc
          .array(
            fc.constantFrom(
              '{',
              '}',
              '[',
              '"a"',
              ':',
              ',',
              '\t',
              '\n',
              'T1',
              ' ',
              '0',
              'file,type',
              'B-X',
              '#',
            ),
          )
          .map((pieces) => pieces.join('')),
      );
      fc.assert(
        fc.property(noise, (content) => {
          try {
            each.read([{ name: `noise.${each.extension}`, content }]);
          } catch (error) {
            assert.equal((error as Error).name, 'FormatError');
            assert.match((error as Error).message, /^noise\.\w+(, line \d+)?: \S/);
          }
        }),
        { numRuns: runs(500) },
      );
    });
  }
});

function squeeze(text: string): string {
  return text.replace(BLANKS, '');
}
