import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * Writes a text whole or not at all: beside its place first, then renamed, so that whoever reads the file never
 * sees half of it. File systems other than the disk's write in one call anyway and may have no rename.
 * @throws {vscode.FileSystemError} when the place can't be written; what stood there is untouched then
 */
export async function writeAtomically(uri: vscode.Uri, content: string): Promise<void> {
  const { fs } = vscode.workspace;
  const bytes = new TextEncoder().encode(content);
  if (uri.scheme !== 'file') {
    await fs.writeFile(uri, bytes);
    return;
  }
  const name = uri.path.split('/').at(-1) ?? 'export';
  const temporary = vscode.Uri.joinPath(uri, '..', `.${name}.${randomUUID()}.tmp`);
  try {
    await fs.writeFile(temporary, bytes);
    await fs.rename(temporary, uri, { overwrite: true });
  } catch (error) {
    await fs.delete(temporary).then(undefined, () => undefined);
    throw error;
  }
}
