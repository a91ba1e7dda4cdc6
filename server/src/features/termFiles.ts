import * as l10n from '@vscode/l10n';
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import type { ClientInfo } from './clientInfo.ts';
import { tellUser } from './userMessages.ts';

/** A larger file of terms is not read; in bytes. */
const maxFileSize = 16 * 1024 * 1024;

interface ReadTerms {
  /** Tells one state of the file from another. */
  readonly state: string;
  readonly terms: readonly string[];
}

/** The files of terms that settings name. One that can't be read is told once. */
export class TermFiles {
  readonly #read = new Map<string, ReadTerms>();
  readonly #told = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientInfo,
  ) {}

  /**
   * Reads files where they have changed on disk.
   * @param uri the document whose settings name them
   * @param files as they are named, relative to the workspace folder
   * @returns the terms of those that could be read, by their names
   */
  async read(uri: string, files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const file of files) {
      try {
        found.set(file, await this.#terms(this.#folderOf(uri), file));
      } catch (error) {
        this.#tell(file, error instanceof Error ? error.message : String(error));
      }
    }
    return found;
  }

  /** The workspace folder that holds the document, else the first. */
  #folderOf(uri: string): string | undefined {
    const holding = this.client.folders
      .filter((folder) => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
      .sort((a, b) => b.length - a.length);
    const folder = holding[0] ?? this.client.folders[0];
    return folder?.startsWith('file:') ? fileURLToPath(folder) : undefined;
  }

  /** Files outside the workspace are not read: its settings may come from somebody else. */
  async #terms(folder: string | undefined, file: string): Promise<readonly string[]> {
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

  #tell(file: string, reason: string): void {
    const message = l10n.t('The file of terms {0} could not be read: {1}.', JSON.stringify(file), reason);
    if (this.#told.has(message)) return;
    this.#told.add(message);
    const remedy = l10n.t('Its types are found without it. See universalNer.types.');
    tellUser(this.connection, this.client, { severity: 'warning', message, remedy });
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
