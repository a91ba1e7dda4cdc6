import assert from 'node:assert/strict';
import { checks, passes } from '../../../server/src/entities/checks.ts';
import { patternFinder, patternProblem } from '../../../server/src/entities/patterns.ts';
import type { PatternOptions } from '../../../server/src/typeOptions.ts';

function found(text: string, ...patterns: PatternOptions[]): string[] {
  return patternFinder(patterns)(text).map(({ start, end }) => `${text.slice(start, end)}@${start}`);
}

describe('patternFinder', () => {
  it('finds all matches in UTF-16 offsets', () => {
    assert.deepEqual(found('🎉 C-1, é C-22', 'C-\\d+'), ['C-1@3', 'C-22@10']);
  });

  it('takes the group "mention", where it took part', () => {
    assert.deepEqual(found('due Monday, due 5, Monday', 'due (?:(?<mention>\\p{Lu}\\w+)|\\d)'), ['Monday@4']);
  });

  it('minds case, unless told not to', () => {
    assert.deepEqual(found('Ab ab', 'ab'), ['ab@3']);
    assert.deepEqual(found('Ab ab', { regex: 'ab', caseSensitive: false }), ['Ab@0', 'ab@3']);
  });

  it('leaves out white space, and what is nothing else', () => {
    assert.deepEqual(found('a  b ', '\\s*b\\s*', 'x*', '\\s'), ['b@3']);
  });

  it('looks behind', () => {
    assert.deepEqual(found('x1 y1', '(?<!x)\\d'), ['1@4']);
  });

  it('holds matches to a check', () => {
    assert.deepEqual(found('79927398713 79927398710', { regex: '\\d+', check: 'luhn' }), ['79927398713@0']);
  });

  it('takes linear time for what would take others for ever', () => {
    const begun = performance.now();
    assert.deepEqual(found('a'.repeat(50_000), '(a*)*(a|aa)+b', '(.*)*x'), []);
    assert.ok(performance.now() - begun < 5000);
  });
});

describe('patternProblem', () => {
  it('has nothing against what RE2 takes', () => {
    for (const regex of ['a+', '(?i)\\p{Greek}+', '(?<=a)b', '(?P<x>y)'])
      assert.equal(patternProblem(regex), undefined);
  });

  it('names what RE2 does not take', () => {
    for (const regex of ['(', 'a(?=b)', '(a)\\1', '[z-a]', '*'])
      assert.match(patternProblem(regex) ?? '', /RE2: \w/);
  });
});

describe('checks', () => {
  it('refuse one wrong digit, and two neighbours in the wrong order', () => {
    const right = { iban: 'DE89370400440532013000', luhn: '4111111111111111' };
    for (const [check, text] of Object.entries(right) as ['iban' | 'luhn', string][]) {
      assert.ok(passes(check, text));
      for (let at = 4; at < text.length; at++) {
        const wrong = text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1);
        assert.ok(!passes(check, wrong), wrong);
      }
    }
    assert.ok(!passes('iban', 'DE89370400440532013000'.replace('53', '35')));
  });

  it('refuse nothing but empty text alike', () => {
    for (const check of checks) assert.ok(!passes(check, ''), check);
  });
});
