import assert from 'node:assert/strict';
import fc from 'fast-check';
import { difference } from '../../../server/src/features/documents.ts';

describe('the difference of two texts', () => {
  it('is one replacement that leads from one to the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '\r\n'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, end, length } = difference(before, after);
        assert.ok(0 <= start && start <= end && end <= before.length);
        assert.equal(before.slice(0, start) + after.slice(start, start + length) + before.slice(end), after);
      }),
    );
  });

  it('is no larger than what was typed', () => {
    assert.deepEqual(difference('one two', 'one big two'), { start: 4, end: 4, length: 4 });
    assert.deepEqual(difference('same', 'same'), { start: 4, end: 4, length: 0 });
  });
});
