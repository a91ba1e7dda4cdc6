import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PanelMention } from '../../../client/src/panel/messages.ts';
import { rowStartingWith, treeAction, type TreeAction } from '../../../client/src/panel/view/treeKeys.ts';
import { groupMentions, rowsOf } from '../../../client/src/panel/view/treeModel.ts';

const mention = (id: number, text: string): PanelMention => ({
  id,
  type: 'person',
  text,
  entity: text.toLowerCase(),
  start: id,
  score: 0.9,
  stale: false,
});
const nodes = groupMentions(
  [mention(1, 'Ada'), mention(2, 'Ada'), mention(3, 'Babbage')],
  [
    { name: 'person', slot: 1 },
    { name: 'ship', slot: 2 },
  ],
  { general: 0 },
);
const adaKey = nodes[0]?.entities[0]?.key ?? '';
/** person, Ada, first, second, Babbage, ship */
const rows = rowsOf(nodes, { closedTypes: new Set(), openEntities: new Set([adaKey]) });
const press = (key: string, active: number, ctrl = false): TreeAction | undefined =>
  treeAction({ key, ctrl }, rows, active, 3);

describe('the keys of the tree', () => {
  it('go from row to row and stay within', () => {
    assert.deepEqual(press('ArrowDown', 0), { do: 'go', index: 1 });
    assert.deepEqual(press('ArrowDown', 5), { do: 'go', index: 5 });
    assert.deepEqual(press('ArrowUp', 0), { do: 'go', index: 0 });
    assert.deepEqual(press('Home', 4), { do: 'go', index: 0 });
    assert.deepEqual(press('End', 0), { do: 'go', index: 5 });
    assert.deepEqual(press('PageDown', 0), { do: 'go', index: 3 });
    assert.deepEqual(press('PageUp', 4), { do: 'go', index: 1 });
  });

  it('open and close, and go to child and parent', () => {
    assert.deepEqual(press('ArrowLeft', 1), { do: 'close' });
    assert.deepEqual(press('ArrowRight', 1), { do: 'go', index: 2 });
    assert.deepEqual(press('ArrowLeft', 3), { do: 'go', index: 1 });
    assert.deepEqual(press('ArrowLeft', 4), { do: 'go', index: 0 });
    assert.equal(press('ArrowRight', 4), undefined);
    assert.equal(press('ArrowLeft', 5), undefined);
    const shut = rowsOf(nodes, { closedTypes: new Set(), openEntities: new Set() });
    assert.deepEqual(treeAction({ key: 'ArrowRight', ctrl: false }, shut, 1, 3), { do: 'open' });
  });

  it('reveal, dismiss and lead to the filter', () => {
    assert.deepEqual(press('Enter', 0), { do: 'close' });
    assert.deepEqual(press('Enter', 1), { do: 'reveal', focus: false });
    assert.deepEqual(press('Enter', 2, true), { do: 'reveal', focus: true });
    assert.deepEqual(press(' ', 4), { do: 'reveal', focus: false });
    assert.deepEqual(press('Delete', 4), { do: 'dismiss' });
    assert.equal(press('Delete', 0), undefined);
    assert.deepEqual(press('z', 0, true), { do: 'undo' });
    assert.deepEqual(press('Z', 0, true), { do: 'undo' }, 'with Caps Lock');
    assert.equal(press('z', 0), undefined);
    assert.deepEqual(press('/', 0), { do: 'filter' });
    assert.equal(press('q', 0), undefined);
  });

  it('do no harm in an empty tree', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'End', 'PageDown']) {
      assert.deepEqual(treeAction({ key, ctrl: false }, [], 0, 3), { do: 'go', index: 0 });
    }
  });

  it('find rows by their first letters', () => {
    assert.equal(rowStartingWith(rows, 0, 'b'), 4);
    assert.equal(rowStartingWith(rows, 4, 'ba'), 4);
    assert.equal(rowStartingWith(rows, 4, 'P'), 0);
    assert.equal(rowStartingWith(rows, 0, 'x'), -1);
  });
});
