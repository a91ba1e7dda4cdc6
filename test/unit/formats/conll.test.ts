import assert from 'node:assert/strict';
import type { AnnotatedDocument } from '../../../server/src/formats/annotatedDocument.ts';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { conll } from '../../../server/src/formats/conll.ts';
import { annotate, plainDocument } from './arbitraryDocuments.ts';

function mark(text: string, ...mentions: [text: string, type: string, score?: number][]): AnnotatedDocument {
  const spans = mentions.map(([mention, type, score]) => {
    const start = text.indexOf(mention);
    assert.ok(start >= 0, mention);
    return { type, start, end: start + mention.length, ...(score !== undefined && { score }) };
  });
  return annotate('a.md', plainDocument(text), spans);
}

const written = (document: AnnotatedDocument) => collectExport(conll, [document]).files[0]?.content ?? '';
/** Tokens with their tags, `|` between sentences. */
const tags = (document: AnnotatedDocument) =>
  written(document)
    .replace(/ -X- -X- /g, '/')
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => line || '|')
    .join(' ');
const read = (content: string) => conll.read([{ name: 'x.conll', content }]);
const entities = (content: string) =>
  read(content).documents.map(({ annotations }) => annotations.map(({ type, text }) => `${text}/${type}`));

describe('the CoNLL-2003 format', () => {
  it('has four columns, a blank line after each sentence and a line before each document', () => {
    assert.equal(
      written(mark('Ada slept. Bob too.', ['Bob', 'person'])),
      '-DOCSTART- -X- -X- O\n\n' +
        'Ada -X- -X- O\nslept -X- -X- O\n. -X- -X- O\n\n' +
        'Bob -X- -X- B-person\ntoo -X- -X- O\n. -X- -X- O\n\n',
    );
  });

  const tokenisations: [text: string, expected: string, ...mentions: [string, string][]][] = [
    ['U.S. growth of 3.5%', 'U.S/B-place ./I-place growth/O of/O 3.5/O %/O', ['U.S.', 'place']],
    ["O'Neill's dog", "O'Neill/B-name 's/O dog/O", ["O'Neill", 'name']],
    ['unbelievable', 'un/O believ/B-stem able/O', ['believ', 'stem']],
    ['서울에서', '서울/B-city 에서/O', ['서울', 'city']],
    ['東京タワー', '東京/B-city タワー/O', ['東京', 'city']],
    ['a 👩‍👩‍👧!', 'a/O 👩‍👩‍👧/B-who !/O', ['👩‍👩‍👧', 'who']],
    ['Ada, Bob', 'Ada/B-x ,/O Bob/B-x', ['Ada', 'x'], ['Bob', 'x']],
    ['AdaBob', 'Ada/B-x Bob/B-x', ['Ada', 'x'], ['Bob', 'x']],
    ['take 5 mg. Now', 'take/O 5/B-drug%20dosage mg/I-drug%20dosage ./O | Now/O', ['5 mg', 'drug dosage']],
    ['He met Dr. Who. Then', 'He/O met/O Dr/B-x ./I-x Who/I-x ./O | Then/O', ['Dr. Who', 'x']],
    ['a\u00a0b\tc', 'a/O b/O c/O'],
    ['x -DOCSTART- y', 'x/O -/B-t DOCSTART/I-t -/I-t y/O', ['-DOCSTART-', 't']],
  ];
  for (const [text, expected, ...mentions] of tokenisations) {
    it(`writes ${JSON.stringify(text)} as ${expected}`, () => {
      assert.equal(tags(mark(text, ...mentions)), expected);
    });
  }

  it('writes the longest of overlapping mentions, then the better score, and reports the others', () => {
    const document = mark(
      'Bank of New York opens',
      ['New York', 'city', 0.9],
      ['Bank of New York', 'bank', 0.2],
      ['Bank', 'building', 0.9],
      ['opens', 'act', 0.1],
      ['opens', 'verb', 0.8],
    );
    assert.equal(tags(document), 'Bank/B-bank of/I-bank New/I-bank York/I-bank opens/B-verb');
    const { leftOut } = collectExport(conll, [document]);
    assert.deepEqual(
      leftOut.map(({ document: name, annotation, reason }) => [name, annotation.type, reason]),
      [
        ['a.md', 'city', 'overlap'],
        ['a.md', 'building', 'overlap'],
        ['a.md', 'act', 'overlap'],
      ],
    );
  });

  it('ends a sentence where a block of the prose ends', () => {
    const text = 'Contents\n\nof the page';
    const plain = plainDocument(text);
    const blocks = [
      { kind: 'heading' as const, start: 0, end: 8 },
      { kind: 'paragraph' as const, start: 10, end: text.length },
    ];
    assert.equal(tags(annotate('a', { ...plain, blocks }, [])), 'Contents/O | of/O the/O page/O');
  });

  const schemes: [name: string, tagged: string, expected: string[]][] = [
    ['IOB2', 'A B-X\nB I-X\nC B-X\nD O', ['A B/X', 'C/X']],
    ['IOB1', 'A I-X\nB I-X\nC B-X\nD I-Y', ['A B/X', 'C/X', 'D/Y']],
    ['IOBES', 'A B-X\nB I-X\nC E-X\nD S-X', ['A B C/X', 'D/X']],
    ['BILOU', 'A B-X\nB L-X\nC U-Y\nD I-Y', ['A B/X', 'C/Y', 'D/Y']],
    ['types with hyphens', 'A B-date-time\nB I-date-time', ['A B/date-time']],
    ['an encoded type', 'A B-drug%20dosage\nB I-drug%20dosage', ['A B/drug dosage']],
    ['a percent sign of its own', 'A B-100%\nB B-%zz', ['A/100%', 'B/%zz']],
    ['a sentence end', 'A B-X\n\nB I-X', ['A/X', 'B/X']],
    ['tabs, spaces in tokens', 'New York\tNNP\tB-X\nC\tNN\tO', ['New York/X']],
    ['many columns', '1 A NN x y B-X\n', ['1/X']],
    ['comments and CRLF', '# id = 3\r\nA B-X\r\n# O\r\n', ['A/X']],
  ];
  for (const [name, tagged, expected] of schemes) {
    it(`reads ${name}`, () => {
      assert.deepEqual(entities(tagged), [expected]);
    });
  }

  it('reads several documents, also without a mark before the first', () => {
    assert.deepEqual(entities('A B-X\n\n-DOCSTART- -X- O O\n\nB B-Y\n-DOCSTART-\n'), [['A/X'], ['B/Y'], []]);
    assert.deepEqual(
      read('A O\n\n-DOCSTART- O\nB O').documents.map(({ name }) => name),
      ['x.conll', 'x.conll#2'],
    );
    assert.deepEqual([...read('# a comment\nA O').ignored], [['comment', 1]]);
  });

  it('tells the line that it can not read', () => {
    const message = (content: string, expected: string) => {
      assert.throws(() => read(content), { name: 'FormatError', message: expected });
    };
    message('A O\nword', 'x.conll, line 2: a token and a tag are needed');
    message('A O\n\nB X-PER', 'x.conll, line 3: "X-PER" is no tag such as O or B-PER');
    message('A B-', 'x.conll, line 1: "B-" is no tag such as O or B-PER');
  });
});
