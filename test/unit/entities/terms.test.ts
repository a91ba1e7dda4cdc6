import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText } from '../../../server/src/entities/foldedText.ts';
import { type TermFinding, termFinder } from '../../../server/src/entities/terms.ts';
import { runs } from '../../properties.ts';

function found(text: string, terms: readonly string[], finding?: TermFinding): string[] {
  return termFinder(terms, finding)(text).map(({ start, end }) => `${text.slice(start, end)}@${start}`);
}

describe('termFinder', () => {
  const cases: readonly [
    what: string,
    text: string,
    terms: readonly string[],
    expected: readonly string[],
    finding?: TermFinding,
  ][] = [
    ['every whole word in any case', 'Aspirin, aspirin, aspirins', ['aspirin'], ['Aspirin@0', 'aspirin@9']],
    ['acronyms in their own case only', 'WHO asked who', ['WHO'], ['WHO@0']],
    [
      'acronyms in any case on request',
      'WHO asked who',
      ['WHO'],
      ['WHO@0', 'who@10'],
      { caseSensitive: false },
    ],
    ['just the case that was given', 'Rose, rose', ['rose'], ['rose@6'], { caseSensitive: true }],
    [
      'the longest',
      'New York City and New York',
      ['New York', 'New York City'],
      ['New York City@0', 'New York@18'],
    ],
    ['no overlaps', 'a b c d', ['a b', 'b c', 'c d'], ['a b@0', 'c d@4']],
    ['terms across line breaks', 'New\n York', ['new york'], ['New\n York@0']],
    ['terms of any length', 'x is a y, xy is z', ['x', 'y', 'xy is z'], ['x@0', 'y@7', 'xy is z@10']],
    ['no parts of words', 'catalogue', ['cat'], []],
    ['parts of words on request', 'catalogue', ['cat'], ['cat@0'], { wholeWords: false }],
    ['words of scripts without spaces', '我在北京大学学习', ['北京大学', '北京'], ['北京大学@2']],
    ['Hangul with particles', '서울에서 서울대학교까지', ['서울'], ['서울@0']],
    ['signs', 'C++ and C#, not C', ['C++', 'C#'], ['C++@0', 'C#@8']],
    ['emoji', 'a 🎉 b', ['🎉'], ['🎉@2']],
    ['possessives', "Ada's and Ada’s", ['Ada'], ['Ada@0', 'Ada@10']],
    [
      'plurals and singulars on request',
      'tablets, boxes, allergies, a tablet; the drug',
      ['tablet', 'box', 'allergy', 'drugs'],
      ['tablets@0', 'boxes@9', 'allergies@16', 'tablet@29', 'drug@41'],
      { inflections: true },
    ],
    ['nothing for nothing', 'a b', ['', ' ', '\u00ad'], []],
  ];
  for (const [what, text, terms, expected, finding] of cases) {
    it(`finds ${what}`, () => {
      assert.deepEqual(found(text, terms, finding), expected);
    });
  }

  it('finds only terms, in order and without overlaps, and every term that stands alone', () => {
    const word = fc.constantFrom(
      'New',
      'York',
      'new',
      'İs',
      'ﬁn',
      '서울',
      '北京',
      '🎉',
      'Ame\u0301',
      'ß',
      '3',
    );
    const term = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(' ', '\n', '-', '', ', ')))
      .map((parts) => parts.flat().join(''));
    const loosely = (string: string): string =>
      foldText(string, { ignoreCase: true, ignoreSpaces: false }).text;
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), text, (terms, passage) => {
        const find = termFinder(terms);
        let reach = 0;
        for (const { start, end } of find(passage)) {
          assert.ok(start >= reach && end > start);
          reach = end;
          assert.ok(terms.some((one) => loosely(one) === loosely(passage.slice(start, end))));
        }
        for (const one of terms) assert.deepEqual(find(one), [{ start: 0, end: one.length }]);
      }),
      { numRuns: runs(500) },
    );
  });

  it('looks through very long lists at the pace of short ones', () => {
    const terms = Array.from({ length: 100_000 }, (_, at) => `Term ${at} of many`);
    const find = termFinder(terms);
    const text = Array.from({ length: 2000 }, (_, at) => `Here is term ${at * 50} of many.`).join(' ');
    find('');
    const begun = performance.now();
    assert.equal(find(text).length, 2000);
    assert.ok(performance.now() - begun < 5000);
  });
});
