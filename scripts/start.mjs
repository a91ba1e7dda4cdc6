/**
 * `npm start`: installs and builds where needed, then shows the product on samples/: in VS Code where there is a
 * display and a VS Code (`code` on PATH, or VSCODE_EXECUTABLE), with `--web` in a browser, else in this terminal.
 */
import { join } from 'node:path';
import { showSamples } from './show.mjs';
import { build, install, installIsNeeded, isOnPath, root, runProgram } from './steps.mjs';

/** @param {number} code */
function leaveOnFailure(code) {
  if (code !== 0) process.exit(code);
}

/** @returns {string | undefined} a VS Code that can open a window here */
function findEditor() {
  const hasDisplay =
    ['darwin', 'win32'].includes(process.platform) ||
    process.env['DISPLAY'] ||
    process.env['WAYLAND_DISPLAY'];
  if (!hasDisplay || process.env['CI']) return undefined;
  return process.env['VSCODE_EXECUTABLE'] ?? (isOnPath('code') ? 'code' : undefined);
}

if (installIsNeeded()) leaveOnFailure(await install());
leaveOnFailure(await build());

const editor = findEditor();
if (process.argv.includes('--web')) {
  process.exitCode = await runProgram(process.execPath, ['--import', 'tsx', 'test/e2e/host/serve.ts']);
} else if (editor) {
  const page = join(root, 'samples', 'README.md');
  const args = [`--extensionDevelopmentPath=${root}`, join(root, 'samples'), page];
  process.exitCode = await runProgram(editor, args);
} else {
  process.exitCode = await showSamples();
  if (process.exitCode === 0)
    console.log(
      'To see it in the editor: npm start -- --web, or start VS Code with this folder as extension.',
    );
}
