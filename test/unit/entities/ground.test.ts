import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText } from '../../../server/src/entities/foldedText.ts';
import { type OverlapPolicy, type TypeAnswer, ground } from '../../../server/src/entities/ground.ts';
import { runs } from '../../properties.ts';

/** The texts of the mentions, each with its offset: `Paris@3`. */
function found(
  passage: string,
  answers: Record<string, readonly (string | [string, number])[]>,
  policy: OverlapPolicy = 'all',
): string[] {
  return ground(passage, typeAnswers(answers), policy).mentions.map(
    ({ type, start, end }) => `${type}:${passage.slice(start, end)}@${start}`,
  );
}

function typeAnswers(answers: Record<string, readonly (string | [string, number])[]>): TypeAnswer[] {
  return Object.entries(answers).map(([type, strings]) => ({
    type,
    strings: strings.map((string) =>
      typeof string === 'string' ? { text: string, score: 0.5 } : { text: string[0], score: string[1] },
    ),
  }));
}

describe('ground', () => {
  const cases: readonly [what: string, passage: string, answer: string, expected: readonly string[]][] = [
    ['every whole word', 'Rome, Rome and Romeo', 'Rome', ['Rome@0', 'Rome@6']],
    ['no part of a word', 'Romeo', 'Rome', []],
    ['case-exact before any other case', 'On May 5 you may leave in May', 'May', ['May@3', 'May@26']],
    ['another case where none is exact', 'NASA said', 'nasa', ['NASA@0']],
    ['possessives', "Apple's and Apple’s", 'Apple', ['Apple@0', 'Apple@12']],
    ['plural possessives', "the Beatles' song", 'Beatles', ['Beatles@4']],
    ['elisions', "l'Europe et d’Europe", 'Europe', ['Europe@2', 'Europe@14']],
    ['no name behind an apostrophe where it stands free', "O'Brien met Brien", 'Brien', ['Brien@12']],
    ['hyphened words', 'a Paris-based firm', 'Paris', ['Paris@2']],
    ['hyphened numbers', 'COVID-19 spread', 'COVID-19', ['COVID-19@0']],
    ['the part of a numbered name only where it stands free', 'COVID-19 or COVID', 'COVID', ['COVID@12']],
    ['abbreviations with dots', 'in the U.S. and the U.S.', 'U.S.', ['U.S.@7', 'U.S.@20']],
    ['abbreviations without their last dot', 'in the U.S. today', 'U.S', ['U.S@7']],
    ['no letter of an abbreviation where it stands free', 'U.S. vitamin U', 'U', ['U@13']],
    ['no digit of a decimal where it stands free', '3.5 of 5', '5', ['5@7']],
    ['the number at a sentence end', 'It was 5.', '5', ['5@7']],
    ['no domain part where it stands free', 'example.com is an example', 'example', ['example@18']],
    ['C and C++', 'C++ and C', 'C', ['C@8']],
    ['a unit glued to its number', 'took 10mg', 'mg', ['mg@7']],
    [
      'white space of any kind',
      'New\n  York and New\u00a0York',
      'New York',
      ['New\n  York@0', 'New\u00a0York@15'],
    ],
    ['missing spaces', 'NewYork', 'New York', ['NewYork@0']],
    ['soft hyphens', 'Ber\u00adlin', 'Berlin', ['Ber\u00adlin@0']],
    ['decomposed letters', 'Ame\u0301lie came', 'Am\u00e9lie', ['Ame\u0301lie@0']],
    ['composed letters', 'Am\u00e9lie came', 'Ame\u0301lie', ['Am\u00e9lie@0']],
    ['no letter without its mark', 'Ame\u0301', 'Ame', []],
    ['kinds of quotes', 'the “Blue” Boy’s', '"Blue" Boy\'s', ['“Blue” Boy’s@4']],
    ['kinds of dashes', '1990–1995', '1990-1995', ['1990–1995@0']],
    ['ligatures', 'the oﬃce', 'office', ['oﬃce@4']],
    ['no part of a ligature', 'oﬃ', 'of', []],
    ['letters that grow in upper case', 'STRASSE', 'Straße', ['STRASSE@0']],
    ['a capital that grows in lower case', 'İzmir is big', 'i̇zmir', ['İzmir@0']],
    ['final sigma', 'ΟΔΟΣ', 'οδος', ['ΟΔΟΣ@0']],
    ['Han inside a sentence', '我在北京大学学习', '北京大学', ['北京大学@2']],
    ['Kana beside Han', '東京タワーへ行く', '東京タワー', ['東京タワー@0']],
    ['Thai', 'ผมอยู่กรุงเทพครับ', 'กรุงเทพ', ['กรุงเทพ@6']],
    ['Latin inside Japanese', '私はNASAで働く', 'NASA', ['NASA@2']],
    ['Hangul with a particle', '서울에서 부산까지, 서울은', '서울', ['서울@0', '서울@11']],
    ['no Hangul compound where it stands free', '서울대학교는 서울에 있다', '서울', ['서울@7']],
    ['a Hangul compound where it stands nowhere else', '서울대학교', '서울', ['서울@0']],
    ['Latin with a particle', 'NASA는 크다', 'NASA', ['NASA@0']],
    ['decomposed Hangul', '서울에'.normalize('NFD'), '서울', [`${'서울'.normalize('NFD')}@0`]],
    ['no syllable without its final consonant', '한국', '하', []],
    ['emoji', 'a 🎉 party', '🎉', ['🎉@2']],
    ['no emoji without its skin tone', 'ok 👍🏽', '👍', []],
    ['no part of a joined emoji', 'an 👩‍🚀', '👩', []],
    ['Arabic', 'زار محمد القاهرة', 'القاهرة', ['القاهرة@9']],
    ['nothing for white space', 'a b', ' ', []],
    ['nothing for nothing', 'a b', '', []],
  ];
  for (const [what, passage, answer, expected] of cases) {
    it(`finds ${what}`, () => {
      assert.deepEqual(
        found(passage, { t: [answer] }),
        expected.map((mention) => `t:${mention}`),
      );
    });
  }

  it('drops an occurrence inside a longer mention of any type where another stands free', () => {
    assert.deepEqual(found('Paris Hilton visits Paris', { city: ['Paris'], person: ['Paris Hilton'] }), [
      'person:Paris Hilton@0',
      'city:Paris@20',
    ]);
    assert.deepEqual(found('Paris Hilton sings', { city: ['Paris'], person: ['Paris Hilton'] }), [
      'person:Paris Hilton@0',
      'city:Paris@0',
    ]);
  });

  it('keeps the longest of one type, and the best score of the same string', () => {
    assert.deepEqual(found('New York City', { city: ['New York', 'York City', 'New York City'] }), [
      'city:New York City@0',
    ]);
    const { mentions } = ground(
      'Rome',
      typeAnswers({
        city: [
          ['Rome', 0.2],
          ['rome', 0.9],
          ['Rome', 0.4],
        ],
      }),
      'all',
    );
    assert.deepEqual(mentions, [{ type: 'city', start: 0, end: 4, score: 0.9 }]);
  });

  it('lets the policy decide across types', () => {
    const answers = {
      city: [['Washington', 0.6]],
      person: [
        ['Washington', 0.7],
        ['George Washington', 0.3],
      ],
    } as const;
    const passage = 'George Washington. Washington';
    const decide = (policy: OverlapPolicy): string[] =>
      found(passage, answers as unknown as Record<string, [string, number][]>, policy);
    assert.deepEqual(decide('all'), [
      'person:George Washington@0',
      'city:Washington@19',
      'person:Washington@19',
    ]);
    assert.deepEqual(decide('flat'), ['person:George Washington@0', 'person:Washington@19']);
    assert.deepEqual(decide('exclusive'), ['person:George Washington@0', 'person:Washington@19']);
  });

  it('lets only mentions that are shown take the place of others', () => {
    const passage = 'George Washington. Washington';
    const answers = typeAnswers({
      city: [['Washington', 0.6]],
      person: [
        ['Washington', 0.7],
        ['George Washington', 0.3],
      ],
    });
    const decide = (policy: OverlapPolicy, hidden: readonly string[]): string[] =>
      ground(
        passage,
        answers,
        policy,
        [],
        ({ type, start }) => !hidden.includes(`${type}@${start}`),
      ).mentions.map(({ type, start }) => `${type}@${start}`);
    for (const policy of ['flat', 'exclusive'] as const) {
      assert.deepEqual(decide(policy, []), ['person@0', 'person@19']);
      assert.deepEqual(decide(policy, ['person@19']), ['person@0', 'city@19', 'person@19']);
    }
  });

  it('keeps nested mentions of other texts when types are exclusive', () => {
    const answers = { organisation: ['University of Oslo'], city: ['Oslo'] };
    assert.equal(found('University of Oslo', answers, 'exclusive').length, 2);
    assert.equal(found('University of Oslo', answers, 'flat').length, 1);
  });

  it('counts each answer of a type that stands nowhere once', () => {
    const answers = typeAnswers({ city: ['Oslo', 'Bergen', 'Bergen', 'Rom'], person: ['Bergen'] });
    assert.equal(ground('Oslo and Rome', answers, 'all').ungrounded, 3);
  });

  const word = fc.constantFrom(
    'New',
    'York',
    'new',
    'a',
    'Ame\u0301',
    'Am\u00e9',
    '서울',
    '에서',
    '北京',
    'İs',
    'ﬁn',
    '🎉',
    '3',
    'U',
    'ß',
  );
  const glue = fc.constantFrom(' ', ' ', '\n', '', '-', '.', "'", '’', '\u00ad', '\u200d', ', ');
  const passages = fc
    .array(fc.tuple(word, glue), { maxLength: 20 })
    .map((parts) => parts.map(([text, after]) => text + after).join(''));
  const strings = fc.array(
    fc.record({
      text: fc
        .array(fc.tuple(word, glue), { minLength: 1, maxLength: 2 })
        .map((parts) =>
          parts.map(([text, after], at) => (at < parts.length - 1 ? text + after : text)).join(''),
        ),
      score: fc.integer({ min: 0, max: 4 }).map((score) => score / 4),
    }),
    { maxLength: 4 },
  );
  const answersOf = fc.array(fc.record({ type: fc.constantFrom('a', 'b', 'c'), strings }), { maxLength: 4 });
  const policies = fc.constantFrom<OverlapPolicy>('all', 'flat', 'exclusive');
  const loosely = (text: string): string => foldText(text, { ignoreCase: true, ignoreSpaces: true }).text;

  it('gives only what was answered, never overlapping in a type', () => {
    let mentionCount = 0;
    fc.assert(
      fc.property(passages, answersOf, policies, (passage, answers, policy) => {
        const { mentions } = ground(passage, answers, policy);
        mentionCount += mentions.length;
        for (const [index, mention] of mentions.entries()) {
          const text = loosely(passage.slice(mention.start, mention.end));
          const same = answers
            .filter(({ type }) => type === mention.type)
            .flatMap((answer) => answer.strings);
          const giving = same.filter((string) => loosely(string.text) === text);
          assert.ok(giving.some(({ score }) => score === mention.score));
          for (const other of mentions.slice(index + 1)) {
            if (policy === 'flat' || other.type === mention.type) {
              assert.ok(other.start >= mention.end);
            }
          }
        }
      }),
      { numRuns: runs(500) },
    );
    assert.ok(mentionCount > 100, 'the passages hold what is answered often enough to mean something');
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(passages, answersOf, policies, fc.nat(), (passage, answers, policy, turn) => {
        const turned = [...answers.slice(turn % 4), ...answers.slice(0, turn % 4)]
          .map(({ type, strings: given }) => ({ type, strings: [...given].reverse() }))
          .reverse();
        assert.deepEqual(ground(passage, turned, policy), ground(passage, answers, policy));
      }),
      { numRuns: runs(500) },
    );
  });

  it('finds its own mentions again', () => {
    fc.assert(
      fc.property(passages, answersOf, (passage, answers) => {
        const { mentions } = ground(passage, answers, 'all');
        const again = mentions.map(({ type, start, end, score }) => ({
          type,
          strings: [{ text: passage.slice(start, end), score }],
        }));
        const spans = (list: typeof mentions): string[] =>
          list.map(({ type, start, end }) => `${type}:${start}:${end}`);
        assert.deepEqual(spans(ground(passage, again, 'all').mentions), spans(mentions));
      }),
      { numRuns: runs(500) },
    );
  });

  it('grounds many answers in a long passage without a pause that anyone notices', () => {
    const passage = Array.from({ length: 4000 }, (_, at) => `Word${at % 500} is here.`).join(' ');
    const answers = typeAnswers({ a: Array.from({ length: 500 }, (_, at) => `Word${at}`) });
    const begun = performance.now();
    assert.equal(ground(passage, answers, 'all').mentions.length, 4000);
    assert.ok(performance.now() - begun < 2000);
  });
});
