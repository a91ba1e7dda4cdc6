import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { PanelStrings } from '../../../client/src/panel/messages.ts';
import { sureness } from '../../../client/src/panel/view/sureness.ts';
import { FilterMemory, isEmpty, withScore } from '../../../client/src/scores/filterMemory.ts';
import { filteredMinScore, reachesScore, scoreText } from '../../../server/src/protocol.ts';

describe('the text of a score', () => {
  it('is cut, so that what shows a value stays when everything from that value on is shown', () => {
    assert.deepEqual([0, 0.29, 0.496, 0.999, 1].map(scoreText), ['0.00', '0.29', '0.49', '0.99', '1.00']);
    const hundredth = fc.integer({ min: 0, max: 100 }).map((value) => Number((value / 100).toFixed(2)));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), hundredth, (score, general) => {
        // A thousandth of a millionth below a hundredth looks like it; no model is that exact.
        fc.pre(Math.abs(score - general) > 1e-8 || score === general);
        const isShown = reachesScore({ type: 'person', score }, { general });
        assert.equal(Number(scoreText(score)) >= general, isShown);
      }),
    );
  });

  it('gives way to the rule that found a mention', () => {
    const strings = { score: 'score {0}', pattern: 'pattern', byTerm: 'found by a term' } as PanelStrings;
    assert.deepEqual(sureness(strings, { score: 0.5 }), { short: '0.50', long: 'score 0.50' });
    assert.equal(sureness(strings, { score: 1, foundBy: 'pattern' }).short, 'pattern');
    assert.equal(sureness(strings, { score: 1, foundBy: 'term' }).long, 'found by a term');
  });
});

describe('the minimum scores that are tried out', () => {
  it('change one by one, and go back to what the settings say', () => {
    const both = withScore(withScore({}, undefined, 0.4), 'person', 0.7);
    assert.deepEqual(both, { general: 0.4, byType: { person: 0.7 } });
    const settings = { general: 0.1, byType: { city: 0.2 } };
    assert.deepEqual(filteredMinScore(settings, both), { general: 0.4, byType: { city: 0.2, person: 0.7 } });
    assert.deepEqual(withScore(both, 'person', undefined), { general: 0.4, byType: {} });
    const none = withScore(withScore(both, undefined, undefined), 'person', undefined);
    assert.ok(isEmpty(none) && !isEmpty(both));
    assert.deepEqual(filteredMinScore(settings, none), settings);
  });

  it('are kept for the workspace, until there are none', async () => {
    const kept = new Map<string, unknown>();
    const memory = new FilterMemory({
      get: <T>(key: string, fallback: T) => (kept.get(key) ?? fallback) as T,
      update: (key, value) => Promise.resolve(void kept.set(key, value)),
    });
    assert.deepEqual(memory.filter, {});
    await memory.remember({ general: 0.5 });
    assert.deepEqual(memory.filter, { general: 0.5 });
    await memory.remember({ byType: {} });
    assert.deepEqual([...kept.values()], [undefined]);
  });
});
