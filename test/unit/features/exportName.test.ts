import assert from 'node:assert/strict';
import { nameOf } from '../../../server/src/features/exportRequests.ts';

describe('the name of an exported document', () => {
  it('is relative to the workspace folder that holds it', () => {
    assert.equal(nameOf('file:///books/a%20b/notes.md', ['file:///other', 'file:///books']), 'a b/notes.md');
    assert.equal(nameOf('file:///books/notes.md', ['file:///books/']), 'notes.md');
  });

  it('is its last segment elsewhere', () => {
    assert.equal(nameOf('file:///booksshop/notes.md', ['file:///books']), 'notes.md');
    assert.equal(nameOf('untitled:Untitled-1', []), 'untitled:Untitled-1');
    assert.equal(nameOf('file:///books/100%.md', []), '100%.md');
  });
});
