import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

interface Manifest {
  readonly main: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** How much CPU time the host takes to activate an extension, in milliseconds. */
async function activation(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension);
  assert.equal(extension.isActive, false);
  const before = process.cpuUsage();
  await extension.activate();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the extension', () => {
  const extension = vscode.extensions.getExtension('universal-ner.universal-ner');

  it('is installed from its package, and sleeps until it is needed', () => {
    assert.ok(extension);
    assert.ok(!extension.extensionPath.includes('node_modules'));
    assert.equal(extension.isActive, false);
  });

  it('loads little when it is activated: the line to the server comes later', () => {
    const { main } = extension?.packageJSON as Manifest;
    const { size } = statSync(join(extension?.extensionPath ?? '', main));
    assert.ok(size < 120_000, `${main} has ${String(size)} bytes`);
  });

  it('activates nearly as soon as an extension that does nothing', async () => {
    const empty = await activation('universal-ner.universal-ner-tests');
    const own = await activation('universal-ner.universal-ner');
    // Some 13 ms, as measured; but all that a host which just started does at that time counts in, and some starts
    // took five times as much.
    assert.ok(
      own < empty + 150,
      `activation takes ${own.toFixed(0)} ms of CPU, an empty one ${empty.toFixed(0)}`,
    );
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
