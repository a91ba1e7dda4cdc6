import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { csv } from '../../../server/src/formats/csv.ts';
import { annotate, arbitraryDocument, plainDocument } from './arbitraryDocuments.ts';

const read = (content: string) => csv.read([{ name: 'x.csv', content }]);
const written = (...args: Parameters<typeof collectExport> extends [unknown, ...infer Rest] ? Rest : never) =>
  collectExport(csv, ...args).files[0]?.content ?? '';

describe('the CSV format', () => {
  it('is RFC 4180: a header, CRLF, quotes where needed', () => {
    const text = 'He said "no,\nnever" to Ada';
    const document = annotate('a,b.md', plainDocument(text), [
      { type: 'refusal', start: 8, end: 19, score: 1, foundBy: 'term' },
      { type: 'person', start: 23, end: 26 },
    ]);
    assert.equal(
      written([document]),
      'file,type,text,start,end,score,foundBy,context\r\n' +
        '"a,b.md",refusal,"""no,\nnever""",8,19,1,term,"He said ""no, never"" to Ada"\r\n' +
        '"a,b.md",person,Ada,23,26,,,"He said ""no, never"" to Ada"\r\n',
    );
  });

  it('gives a spreadsheet no formula, whatever the text and the type hold', () => {
    // An independent reading of RFC 4180: cells with quotes taken away.
    const cells = /(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g;
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const rows = written([document]);
        for (const [, quoted, plain] of rows.matchAll(cells)) {
          assert.doesNotMatch(quoted?.replaceAll('""', '"') ?? plain ?? '', /^[=+\-@\t\r\n]/);
        }
      }),
    );
  });

  it('takes away the apostrophes that it put in front, and only those', () => {
    for (const text of ['=A1', "'=A1", "''=A1", "'a", "'", '-1', '@x', '\tx', '＝A1']) {
      const document = annotate('f', plainDocument(text), [{ type: text, start: 0, end: text.length }]);
      const [back] = read(written([document])).documents;
      assert.deepEqual(back?.annotations, [{ type: text, text, start: 0, end: text.length }]);
    }
    assert.match(written([annotate('f', plainDocument('=A1'), [{ type: 't', start: 0, end: 3 }])]), /,'=A1,/);
  });

  it('begins with a byte order mark only when asked to, and reads both', () => {
    const document = annotate('f', plainDocument('서울'), [{ type: '도시', start: 0, end: 2, score: 1 }]);
    const marked = written([document], { byteOrderMark: true });
    assert.equal(marked, `\ufeff${written([document])}`);
    assert.deepEqual(read(marked), read(written([document])));
  });

  it('reads files without the context, as they were written before', () => {
    const document = annotate('f', plainDocument('Ada. Bob.'), [
      { type: 'name', start: 5, end: 8, score: 0.5 },
    ]);
    const content = written([document]);
    assert.match(content, /,Bob\.\r\n$/);
    const before = content.replace(',context', '').replace(/,[^,]*\r\n$/, '\r\n');
    assert.equal(before, 'file,type,text,start,end,score,foundBy\r\nf,name,Bob,5,8,0.5,\r\n');
    assert.deepEqual(read(before), read(content));
  });

  it("reads other tools' rows: LF, columns in any order, more columns, numbers with a point", () => {
    const { documents } = read('id,end,start,text,type,file,score\n7,3.0,0,Ada,person,a.txt,1.0\n');
    assert.deepEqual(documents, [
      {
        name: 'a.txt',
        unit: 'utf16',
        annotations: [{ type: 'person', text: 'Ada', start: 0, end: 3, score: 1 }],
      },
    ]);
  });

  it('writes more rows than it holds at once', () => {
    const spans = Array.from({ length: 1203 }, (_, start) => ({ type: 't', start, end: start + 1 }));
    const content = written([annotate('f', plainDocument('x'.repeat(1203)), spans)]);
    assert.equal(read(content).documents[0]?.annotations.length, 1203);
  });

  const mistakes: [what: string, content: string, message: RegExp][] = [
    ['a missing column', 'file,type,text,start\na,b,c,0', /^x\.csv, line 2: the column "end" is missing$/],
    [
      'a number',
      'file,type,text,start,end\na,b,c,0,1\na,b,c,zero,1',
      /^x\.csv, line 3: "zero" is no valid start$/,
    ],
    ['a score', 'file,type,text,start,end,score\na,b,c,0,1,7', /^x\.csv, line 2: "7" is no valid score$/],
    ['a short row', 'file,type,text,start,end\na,b', /^x\.csv, line 2: \S/],
    ['an open quote', 'file,type,text,start,end\na,"b', /^x\.csv, line 2: \S/],
  ];
  for (const [what, content, message] of mistakes) {
    it(`tells the line of ${what}`, () => {
      assert.throws(() => read(content), { name: 'FormatError', message });
    });
  }
});
