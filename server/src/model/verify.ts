import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ModelError } from './engine.ts';
import { keepVerdict, recallVerdict } from './verdicts.ts';

/**
 * What every GGUF file begins with (ggml/docs/gguf.md): "GGUF" in ASCII, the version (4 bytes), and how many tensors
 * and how many keys follow (8 bytes each).
 */
const magic = Buffer.from('GGUF', 'latin1');
const headerBytes = 24;
const versions = [2, 3];
/** A tensor's name, dimensions, type and place, and a key with its value, take at least so many bytes. */
const smallestTensor = 32;
const smallestKey = 13;

/**
 * Checks a model file before it is loaded: that it exists, is a GGUF file, and has the expected hash. A GGUF
 * with overwritten tensors loads without a word, so a hash is the only check that finds it.
 * @param sha256 expected hash; without it only existence and header are checked.
 * @param verdictFile JSON file that remembers hashes by path, size and mtime; created where missing.
 * @throws {ModelError} that says what is wrong with the file and what to do.
 */
export async function verifyModelFile(path: string, sha256?: string, verdictFile?: string): Promise<void> {
  const info = await requireModelFile(path, remedy(sha256));
  if (sha256 === undefined) return;

  const known = await recallVerdict(verdictFile, path, info);
  if ((known ?? (await hashFile(path))) !== sha256)
    throw new ModelError(l10n.t('The model file {0} is damaged: its SHA-256 differs.', path), remedy(sha256));
  if (known === undefined) await keepVerdict(verdictFile, path, info, sha256);
}

/**
 * Checks that a file is there and is a GGUF file.
 * @param remedy what a person can do where it is not
 * @throws {ModelError} that says what is wrong with it
 */
export async function requireModelFile(path: string, remedy: string): Promise<Stats> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new ModelError(l10n.t('The model file {0} does not exist.', path), remedy);
  if (!info.isFile()) throw new ModelError(l10n.t('The model {0} is not a file.', path), remedy);
  if (!(await isGguf(path, info.size)))
    throw new ModelError(l10n.t('{0} is not a GGUF model.', path), remedy);
  return info;
}

function remedy(sha256: string | undefined): string {
  return sha256 === undefined
    ? l10n.t('Set universalNer.model to a GGUF file, or to "embedded".')
    : l10n.t('Install the extension again, or set universalNer.model to another GGUF file.');
}

async function isGguf(path: string, size: number): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      if (bytesRead < headerBytes || !buffer.subarray(0, magic.length).equals(magic)) return false;
      const [tensors, keys] = [buffer.readBigUInt64LE(8), buffer.readBigUInt64LE(16)].map(Number);
      const least = (tensors ?? 0) * smallestTensor + (keys ?? 0) * smallestKey;
      return versions.includes(buffer.readUInt32LE(4)) && least <= size;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ModelError(
      l10n.t("The model file {0} can't be read: {1}.", path, (error as Error).message),
      l10n.t('Check its permissions.'),
    );
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
