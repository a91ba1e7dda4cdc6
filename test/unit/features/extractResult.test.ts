import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TimeSlice } from '../../../server/src/entities/timeSlice.ts';
import { listMentions } from '../../../server/src/features/extractResult.ts';
import { StoreFixture, uri } from '../entities/storeFixture.ts';

describe('the list of very many mentions', () => {
  const text = Array.from({ length: 300 }, (_, at) => `Ada met N${String(at)}`).join('\n');

  it('lets other work run meanwhile, and fits the text that an edit then leaves', async () => {
    const fixture = new StoreFixture(text);
    fixture.extract();
    const document = TextDocument.create(uri, 'plaintext', 1, text);
    const listing = listMentions(fixture.store, document, ['name'], new TimeSlice(0));
    let isListed = false;
    void listing.then(() => (isListed = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(!isListed, 'it pauses');
    fixture.edit(0, 0, 'Oh, ');
    const start = { line: 0, character: 0 };
    TextDocument.update(document, [{ range: { start, end: start }, text: 'Oh, ' }], 2);
    const mentions = await listing;
    assert.equal(mentions.length, fixture.store.countsByType(uri).get('name'));
    for (const { start: from, end, text: words, type } of mentions) {
      assert.equal(type, 'name');
      assert.equal(fixture.text.slice(from, end), words);
    }
  });
});
