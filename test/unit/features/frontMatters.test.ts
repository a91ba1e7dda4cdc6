import assert from 'node:assert/strict';
import { Emitter } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentEdit, Documents } from '../../../server/src/features/documents.ts';
import { FrontMatters } from '../../../server/src/features/frontMatters.ts';

const uri = 'file:///a.md';

/** Open documents without a client; every edit replaces the first occurrence of a text. */
class HandMadeDocuments {
  readonly #didOpen = new Emitter<TextDocument>();
  readonly #didEdit = new Emitter<DocumentEdit>();
  readonly #didClose = new Emitter<string>();
  readonly onDidOpen = this.#didOpen.event;
  readonly onDidEdit = this.#didEdit.event;
  readonly onDidClose = this.#didClose.event;
  #document: TextDocument | undefined;
  /** How often the text was taken since the last edit. */
  reads = 0;

  get = (): TextDocument | undefined => this.#document;

  open(text: string, languageId = 'markdown'): void {
    const document = TextDocument.create(uri, languageId, 1, text);
    const read = document.getText.bind(document);
    document.getText = (range) => {
      this.reads++;
      return read(range);
    };
    this.#document = document;
    this.#didOpen.fire(document);
  }

  edit(before: string, after: string): void {
    const document = this.#document;
    assert.ok(document);
    const start = document.getText().indexOf(before);
    assert.ok(start >= 0);
    const range = { start: document.positionAt(start), end: document.positionAt(start + before.length) };
    TextDocument.update(document, [{ range, text: after }], document.version + 1);
    this.reads = 0;
    this.#didEdit.fire({ document, edit: { start, end: start + before.length, length: after.length } });
  }

  close(): void {
    this.#document = undefined;
    this.#didClose.fire(uri);
  }
}

describe('front matter of open documents', () => {
  let documents: HandMadeDocuments;
  let frontMatters: FrontMatters;
  let changes: number;
  const names = async (): Promise<readonly string[]> => (await frontMatters.settled(uri)).names;

  beforeEach(() => {
    documents = new HandMadeDocuments();
    frontMatters = new FrontMatters(documents as unknown as Documents);
    changes = 0;
    frontMatters.onDidChange(() => changes++);
  });
  afterEach(() => documents.close());

  it('is read when a Markdown document opens, and when it is edited', async () => {
    documents.open('---\nuniversalNer.types: a\n---\nText');
    assert.deepEqual(await names(), ['a']);
    documents.edit('types: a', 'types: a, b');
    assert.deepEqual(frontMatters.of(uri).names, ['a'], 'the typing has not come to rest');
    assert.deepEqual(await names(), ['a', 'b']);
    assert.equal(changes, 2);
  });

  it('begins and ends with its lines', async () => {
    documents.open('--\nuniversalNer.types: a\n--\nText');
    assert.deepEqual(await names(), []);
    documents.edit('--\nu', '---\nu');
    assert.deepEqual(await names(), [], 'it has no end');
    documents.edit('--\nText', '---\nText');
    assert.deepEqual(await names(), ['a']);
    documents.edit('---\nText', '-- -\nText');
    assert.deepEqual(await names(), []);
    documents.edit('-- -\nText', '---\nText');
    documents.edit('---\nu', '\n---\nu');
    assert.deepEqual(await names(), []);
  });

  it('is not read for edits below it', async () => {
    documents.open('---\nuniversalNer.types: a\n---\n\nText');
    const before = await frontMatters.settled(uri);
    documents.edit('Text', 'Another text');
    assert.equal(await frontMatters.settled(uri), before);
    assert.equal(documents.reads, 0);
    documents.edit(': a', ': b');
    await frontMatters.settled(uri);
    assert.ok(documents.reads > 0);
    assert.equal(changes, 2);
  });

  it('says what it said while it is broken, and that it is', async () => {
    documents.open('---\nuniversalNer.types: [a]\n---\nText');
    await names();
    documents.edit('[a]', '[a');
    assert.deepEqual(await names(), ['a']);
    assert.equal(frontMatters.of(uri).problems.length, 1);
    documents.edit('[a', '[a, b]');
    assert.deepEqual(await names(), ['a', 'b']);
    assert.deepEqual(frontMatters.of(uri).problems, []);
  });

  it('is the same as before where something else in it was edited', async () => {
    documents.open('---\ntitle: A\nuniversalNer.types: a\n---\nText');
    const before = await frontMatters.settled(uri);
    documents.edit('title: A', 'title: B');
    assert.equal(await frontMatters.settled(uri), before);
    assert.equal(changes, 1);
  });

  it('is nothing of plain text, and nothing once the document is closed', async () => {
    documents.open('---\nuniversalNer.types: a\n---\nText', 'plaintext');
    assert.deepEqual(await names(), []);
    documents.open('---\nuniversalNer.types: a\n---\nText');
    const reading = names();
    documents.close();
    assert.deepEqual(await reading, []);
    assert.equal(changes, 0);
  });
});
