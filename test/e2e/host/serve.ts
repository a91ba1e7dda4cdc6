/** `npm start -- --web`: the packaged extension in a VS Code server, with samples/ open, until Ctrl-C. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { startCodeServer, workbenchUrl } from './codeServer.ts';
import { root } from './hostFiles.ts';
import { packagedExtension } from './packagedExtension.ts';

execFileSync(process.execPath, [join(root, 'scripts/package.mjs')], { cwd: root, stdio: 'inherit' });
const server = await startCodeServer({ vsix: packagedExtension() });
const folder = join(root, 'samples');
console.log(
  `\nOpen ${workbenchUrl(server, { folder, file: join(folder, 'news-report.md') })}\nCtrl-C ends it.`,
);
