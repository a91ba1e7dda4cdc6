import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('the extension', () => {
  const extension = vscode.extensions.getExtension('universal-ner.universal-ner');

  it('is installed from its package, and sleeps until it is needed', () => {
    assert.ok(extension);
    assert.ok(!extension.extensionPath.includes('node_modules'));
    assert.equal(extension.isActive, false);
  });

  it('activates quickly', async () => {
    const since = performance.now();
    await extension?.activate();
    const took = performance.now() - since;
    // 50 ms is what is aimed at; a loaded machine gets more time before it is called a failure.
    assert.ok(took < 500, `activation took ${took.toFixed(0)} ms`);
  });

  it('registers every command that it contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes } = extension?.packageJSON as Manifest;
    assert.ok(contributes.commands.length >= 10);
    assert.deepEqual(
      contributes.commands.filter(({ command }) => !registered.has(command)),
      [],
    );
  });
});
