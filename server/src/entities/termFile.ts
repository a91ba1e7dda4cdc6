import * as l10n from '@vscode/l10n';
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** A larger file of terms is not read; in bytes. */
const maxFileSize = 16 * 1024 * 1024;

interface ReadTerms {
  /** Tells one state of the file from another. */
  readonly state: string;
  readonly terms: readonly string[];
}

/** Reads files of terms, again only where they have changed on disk. */
export class TermFileReader {
  readonly #read = new Map<string, ReadTerms>();

  /**
   * @param folder as {@link read} takes it
   * @param failed hears of each file that can't be read
   * @returns the terms of the others, by their names
   */
  async readAll(
    folder: string | undefined,
    files: readonly string[],
    failed: (file: string, error: unknown) => void,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const file of files) {
      try {
        found.set(file, await this.read(folder, file));
      } catch (error) {
        failed(file, error);
      }
    }
    return found;
  }

  /**
   * @param folder that the file must lie in: what names it may come from somebody else; absent: there is none
   * @param file relative to the folder
   * @returns its terms, the very same list as long as it stays the same
   * @throws {Error} when it can't be read, with the reason in a clause
   */
  async read(folder: string | undefined, file: string): Promise<readonly string[]> {
    if (folder === undefined) throw new Error(l10n.t('there is no workspace folder on this machine'));
    const path = await realpath(resolve(folder, file));
    const within = relative(await realpath(folder), path);
    if (within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) {
      throw new Error(l10n.t('it is not inside the workspace folder'));
    }
    const { size, mtimeMs } = await stat(path);
    if (size > maxFileSize) throw new Error(l10n.t('it has more than {0} MB', maxFileSize / 1024 / 1024));
    const state = `${String(size)} ${String(mtimeMs)}`;
    const known = this.#read.get(path);
    if (known?.state === state) return known.terms;
    const terms = termLines(await readFile(path, 'utf8'));
    this.#read.set(path, { state, terms });
    return terms;
  }
}

/** One term a line; empty lines and those that begin with "#" are none. */
function termLines(content: string): string[] {
  return content
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
