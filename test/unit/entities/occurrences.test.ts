import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { ground } from '../../../server/src/entities/ground.ts';
import { type OccurrenceCase, occurrences, undecided } from './occurrences.ts';

/** What a mention is told by: its type, its text and where it starts. */
type Marked = readonly [type: string, text: string, start: number];

/** The text without its marks, and the mentions that they mark, in document order. */
function read({ text: marked }: OccurrenceCase): { text: string; wanted: Marked[] } {
  let text = '';
  const open: { type: string; start: number }[] = [];
  const wanted: Marked[] = [];
  for (const { 0: piece, groups } of marked.matchAll(/\{(?<type>[a-z ]+):|\}|[^{}]+/gu)) {
    const type = groups?.['type'];
    if (type !== undefined) open.push({ type, start: text.length });
    else if (piece === '}') {
      const mention = open.pop();
      assert.ok(mention, marked);
      wanted.push([mention.type, text.slice(mention.start), mention.start]);
    } else text += piece;
  }
  return { text, wanted: wanted.sort((a, b) => a[2] - b[2] || b[1].length - a[1].length) };
}

function found(occurrence: OccurrenceCase): { found: Marked[]; wanted: Marked[] } {
  const { text, wanted } = read(occurrence);
  const given = Object.entries(occurrence.answers ?? {}).map(([type, strings]) => ({ type, strings }));
  const marked = wanted.map(([type, string]) => ({ type, strings: [string] }));
  const answers = (occurrence.answers ? given : marked).map(({ type, strings }) => ({
    type,
    strings: strings.map((string) => ({ text: string, score: 0.5 })),
  }));
  const { mentions } = ground(text, answers, 'all');
  return {
    found: mentions.map(({ type, start, end }) => [type, text.slice(start, end), start]),
    wanted,
  };
}

describe('which occurrence of an answer is meant', () => {
  it('has at least sixty cases', () => {
    assert.ok(Object.values(occurrences).flat().length >= 60);
  });

  for (const occurrence of undecided) {
    it(`keeps what is meant, and more, where nothing decides: ${occurrence.text}`, () => {
      const outcome = found(occurrence);
      for (const mention of outcome.wanted) {
        assert.ok(outcome.found.some((other) => isDeepStrictEqual(other, mention)));
      }
      assert.equal(outcome.found.length, outcome.wanted.length + 1);
    });
  }

  for (const [what, group] of Object.entries(occurrences)) {
    for (const occurrence of group) {
      it(`by ${what}: ${occurrence.text}`, () => {
        const outcome = found(occurrence);
        assert.deepEqual(outcome.found, outcome.wanted);
      });
    }
  }
});
