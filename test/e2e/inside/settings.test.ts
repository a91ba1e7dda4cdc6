import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { rangeOf } from './letters.ts';

describe('settings in the editor', () => {
  it('hold for the language that they are set for', async () => {
    const scope = { languageId: 'plaintext' };
    const types = { year: { askBy: 'nothing', patterns: ['\\b1[0-9]{3}\\b'] } };
    await vscode.workspace
      .getConfiguration('universalNer', scope)
      .update('types', types, vscode.ConfigurationTarget.Workspace, true);
    const content = 'Ada wrote to Charles in 1843.\n';
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('universalNer.extractAgain');
    const year = rangeOf(document, '1843');
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      year.start,
    );
    assert.ok(found.some(({ range }) => range.isEqual(year)));
  });

  it('name another type set, whose types are asked again', async () => {
    const termsOf = (name: string, term: string) => ({ [name]: { askBy: 'nothing', terms: [term] } });
    const configure = (setting: string, value: unknown): Thenable<void> =>
      vscode.workspace.getConfiguration('universalNer').update(setting, value);
    await configure('typeSets', { Sea: termsOf('ship', 'Beagle'), Land: termsOf('town', 'London') });
    try {
      const content = 'The Beagle left London.\n';
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
      await vscode.window.showTextDocument(document);
      const words = { Sea: 'Beagle', Land: 'London' };
      const isFound = async (word: string): Promise<boolean> => {
        const places = await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          document.uri,
          rangeOf(document, word).start,
        );
        return places.some(({ range }) => range.isEqual(rangeOf(document, word)));
      };
      for (const [set, word] of Object.entries(words)) {
        await configure('typeSet', set);
        await vscode.commands.executeCommand('universalNer.extractAgain');
        const found: string[] = [];
        for (const other of Object.values(words)) if (await isFound(other)) found.push(other);
        assert.deepEqual(found, [word]);
      }
    } finally {
      await configure('typeSet', undefined);
      await configure('typeSets', undefined);
    }
  });
});
