import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { asGrounded, occurrenceTable, outcomeOf } from './occurrenceOutcomes.ts';
import { occurrences, undecided } from './occurrences.ts';

describe('which occurrence of an answer is meant', () => {
  it('has at least sixty cases', () => {
    assert.ok(Object.values(occurrences).flat().length >= 60);
  });

  it('is told in README.md as it comes out', () => {
    const page = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    assert.ok(page.includes(occurrenceTable()), occurrenceTable());
  });

  for (const occurrence of undecided) {
    it(`keeps what is meant, and more, where nothing decides: ${occurrence.text}`, () => {
      const outcome = outcomeOf(occurrence, asGrounded);
      for (const mention of outcome.wanted) {
        assert.ok(outcome.found.some((other) => isDeepStrictEqual(other, mention)));
      }
      assert.equal(outcome.found.length, outcome.wanted.length + 1);
    });
  }

  for (const [what, group] of Object.entries(occurrences)) {
    for (const occurrence of group) {
      it(`by ${what}: ${occurrence.text}`, () => {
        const outcome = outcomeOf(occurrence, asGrounded);
        assert.deepEqual(outcome.found, outcome.wanted);
      });
    }
  }
});
