import assert from 'node:assert/strict';
import { Dismissals } from '../../../server/src/entities/dismissals.ts';

const ada = { type: 'person', text: 'Ada', start: 0, end: 3 };
const bob = { type: 'person', text: 'Bob', start: 8, end: 11 };
const eve = { type: 'person', text: 'Eve', start: 16, end: 19 };

describe('dismissals', () => {
  /** Ada by her text, Bob by his place, Eve by her text, in this order. */
  function three(): Dismissals {
    const dismissals = new Dismissals();
    dismissals.addText(ada.type, ada.text);
    dismissals.addPlace(bob);
    dismissals.addText(eve.type, eve.text);
    return dismissals;
  }
  const dismissed = (dismissals: Dismissals, shift = 0): string[] =>
    [ada, bob, eve]
      .filter((mention) =>
        dismissals.has({ ...mention, start: mention.start + shift, end: mention.end + shift }),
      )
      .map(({ text }) => text);

  it('are taken back one after the other, the last first', () => {
    const dismissals = three();
    assert.deepEqual(dismissed(dismissals), ['Ada', 'Bob', 'Eve']);
    assert.equal(dismissals.restore('last'), 1);
    assert.deepEqual(dismissed(dismissals), ['Ada', 'Bob']);
    assert.equal(dismissals.restore('last'), 1);
    assert.deepEqual(dismissed(dismissals), ['Ada']);
    assert.equal(dismissals.restore('last'), 1);
    assert.deepEqual(dismissed(dismissals), []);
    assert.equal(dismissals.restore('last'), 0);
  });

  it('are taken back all at once', () => {
    const dismissals = three();
    assert.equal(dismissals.restore('all'), 3);
    assert.deepEqual(dismissed(dismissals), []);
    assert.equal(dismissals.restore('all'), 0);
  });

  it('keep their order through edits', () => {
    const dismissals = three();
    dismissals.edit({ start: 0, end: 0, length: 5 });
    assert.deepEqual(dismissed(dismissals, 5), ['Ada', 'Bob', 'Eve']);
    dismissals.restore('last');
    assert.deepEqual(dismissed(dismissals, 5), ['Ada', 'Bob']);
  });
});
