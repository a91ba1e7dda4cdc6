import assert from 'node:assert/strict';
import { brat } from '../../../server/src/formats/brat.ts';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { annotate, plainDocument } from './arbitraryDocuments.ts';

const text = '😀 Ada met\r\n  Charles\tBabbage.';
const spans = [
  { type: 'person', start: 3, end: 6 },
  { type: 'drug dosage', start: 3, end: 10, score: 0.5 },
  { type: 'drug_dosage', start: 7, end: 10 },
  { type: '약', start: 7, end: 29, score: 1 },
  { type: 'médecin: "x"', start: 10, end: 29 },
  { type: 'blank', start: 10, end: 14 },
];
const { files, leftOut } = collectExport(brat, [annotate('a.md', plainDocument(text), spans)]);
const read = (ann: string, txt?: string) =>
  brat.read([
    { name: 'd/a.ann', content: ann },
    ...(txt === undefined ? [] : [{ name: 'd/a.txt', content: txt }]),
  ]);

describe('the brat format', () => {
  it('writes an .ann and a .txt a document, in code points, in fragments at line ends and tabs', () => {
    assert.deepEqual(
      files.map(({ document, extension }) => [document?.name, extension]),
      [
        ['a.md', 'ann'],
        ['a.md', 'txt'],
      ],
    );
    assert.equal(files[1]?.content, text);
    assert.deepEqual(files[0]?.content.split('\n'), [
      'T1\tdrug_dosage_2 2 9\tAda met',
      '#1\tAnnotatorNotes T1\t{"type":"drug dosage","score":0.5}',
      'T2\tperson 2 5\tAda',
      'T3\tType 6 9;13 20;21 28\tmet Charles Babbage',
      '#2\tAnnotatorNotes T3\t{"type":"약","score":1}',
      'T4\tdrug_dosage 6 9\tmet',
      'T5\tmedecin_x 13 20;21 28\tCharles Babbage',
      '#3\tAnnotatorNotes T5\t{"type":"médecin: \\"x\\""}',
      '',
    ]);
    assert.deepEqual(
      leftOut.map(({ annotation, reason }) => [annotation.type, reason]),
      [['blank', 'blank']],
    );
  });

  it('keeps a type name for the same type in every document', () => {
    const one = (type: string) => annotate('x', plainDocument('abc'), [{ type, start: 0, end: 1 }]);
    const names = collectExport(brat, [one('a b'), one('a_b'), one('a b'), one('정치인'), one('약')])
      .files.filter(({ extension }) => extension === 'ann')
      .map(({ content }) => /\t(\S+)/.exec(content)?.[1]);
    assert.deepEqual(names, ['a_b', 'a_b_2', 'a_b', 'Type', 'Type_2']);
  });

  it("reads what brat and its relatives write, and counts what it doesn't know", () => {
    const ann =
      'T1\tPerson 2 5\tAda\r\n' +
      'T22\tAct 6 9;13 20\tmet Charles\n' +
      'T3\tPair 2 5;13 20\tAda Charles\n' +
      'T4\tPerson 13 28\tCharles Babbage\n' +
      'R1\tKnows Arg1:T1 Arg2:T4\t\n*\tAlias T1 T4\nE1\tMeeting:T22 Who:T1\nA1\tNegated E1\nM1\tSure T1\n' +
      'N1\tReference T1 Wikipedia:534366\tAda\n#1\tAnnotatorNotes T1\tvery sure\n#2\tNormalizations T4\tx';
    const { documents, ignored } = read(ann, text);
    assert.deepEqual(documents, [
      {
        name: 'd/a.txt',
        text,
        unit: 'utf16',
        annotations: [
          { type: 'Person', text: 'Ada', start: 3, end: 6 },
          { type: 'Act', text: 'met\r\n  Charles', start: 7, end: 21 },
          { type: 'Person', text: 'Charles\tBabbage', start: 14, end: 29 },
        ],
      },
    ]);
    assert.deepEqual(
      [...ignored],
      [
        ['discontinuous mention', 1],
        ['relation', 1],
        ['equivalence', 1],
        ['event', 1],
        ['attribute', 2],
        ['normalization', 1],
        ['note', 2],
      ],
    );
  });

  it('reads an .ann without its .txt, in code points', () => {
    const [document] = read('T1\tPerson 2 5\tAda').documents;
    assert.deepEqual(document, {
      name: 'd/a.txt',
      unit: 'codepoint',
      annotations: [{ type: 'Person', text: 'Ada', start: 2, end: 5 }],
    });
  });

  const mistakes: [what: string, ann: string, message: RegExp][] = [
    ['another format', 'hello', /^d\/a\.ann, line 1: this is no annotation such as /],
    [
      'a missing offset',
      'T1\tPerson 2 5\tAda\nT2\tPerson 2\tAda',
      /^d\/a\.ann, line 2: this is no annotation/,
    ],
    [
      'a text that stands elsewhere',
      'T1\tPerson 3 6\tAda',
      /^d\/a\.ann, line 1: "Ada" does not stand at 3 to 6$/,
    ],
    ['an offset after the end', '\nT1\tPerson 2 99\tAda', /^d\/a\.ann, line 2: a mention ends at 99, after/],
    ['an end before the start', 'T1\tPerson 5 2\tAda', /^d\/a\.ann, line 1: /],
  ];
  for (const [what, ann, message] of mistakes) {
    it(`tells the line of ${what}`, () => {
      assert.throws(() => read(ann, text), { name: 'FormatError', message });
    });
  }
});
