import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openExtracted, rangeOf } from './letters.ts';

describe('language features in the editor', () => {
  let document: vscode.TextDocument;
  let ada: vscode.Range;

  before(async () => {
    document = await openExtracted();
    ada = rangeOf(document, 'Ada Lovelace');
  });

  /** Asks VS Code for what the language servers say. */
  const ask = <T>(command: string, ...rest: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, document.uri, ...rest);

  it('says type and score in the hover', async () => {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', ada.start);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.match(text, /person/);
    assert.match(text, /score 0\.\d\d/);
  });

  it('finds all mentions of an entity as references', async () => {
    const places = await ask<vscode.Location[]>('vscode.executeReferenceProvider', ada.start);
    assert.ok(places.some(({ range }) => range.isEqual(ada)));
  });

  it('marks it with a semantic token', async () => {
    const tokens = await ask<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens');
    const [line, character, length] = tokens?.data ?? [];
    assert.deepEqual([line, character, length], [ada.start.line, ada.start.character, 'Ada Lovelace'.length]);
  });

  it('offers to dismiss it', async () => {
    const actions = await ask<vscode.CodeAction[]>('vscode.executeCodeActionProvider', ada);
    assert.ok(
      actions.some(({ title }) => /dismiss/i.test(title)),
      actions.map(({ title }) => title).join(),
    );
  });

  it("leaves Markdown's headings in the outline", async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider');
    const names = symbols.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)]);
    assert.ok(
      names.some((name) => name.includes('Letters')),
      names.join(),
    );
    assert.ok(
      names.some((name) => name.includes('person')),
      names.join(),
    );
    const entities = symbols.find(({ name }) => name === 'person')?.children ?? [];
    const points = entities.map(({ range }) => range);
    assert.ok(
      points.some((range) => range.isEmpty && range.start.isEqual(ada.start)),
      'an entity is a point, so that breadcrumbs show the heading above it',
    );
  });
});
