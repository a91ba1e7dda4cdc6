import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './hostFiles.ts';

/**
 * The newest .vsix of this platform in the clone.
 * @throws {Error} when there is none
 */
export function packagedExtension(): string {
  const suffix = `${process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}-`;
  const files = readdirSync(root).filter((name) => name.endsWith('.vsix') && name.includes(suffix));
  const [newest] = files.sort((a, b) => statSync(join(root, b)).mtimeMs - statSync(join(root, a)).mtimeMs);
  if (newest === undefined) throw new Error('There is no .vsix for this platform: run npm run package.');
  return join(root, newest);
}
