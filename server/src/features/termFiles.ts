import * as l10n from '@vscode/l10n';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import { TermFileReader } from '../entities/termFile.ts';
import type { ClientInfo } from './clientInfo.ts';
import { tellUser } from './userMessages.ts';

/** The files of terms that settings name. One that can't be read is told once. */
export class TermFiles {
  readonly #reader = new TermFileReader();
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
  read(uri: string, files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.#reader.readAll(this.#folderOf(uri), files, (file, error) => {
      this.#tell(file, error instanceof Error ? error.message : String(error));
    });
  }

  /** The workspace folder that holds the document, else the first. */
  #folderOf(uri: string): string | undefined {
    const holding = this.client.folders
      .filter((folder) => uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
      .sort((a, b) => b.length - a.length);
    const folder = holding[0] ?? this.client.folders[0];
    return folder?.startsWith('file:') ? fileURLToPath(folder) : undefined;
  }

  #tell(file: string, reason: string): void {
    const message = l10n.t('The file of terms {0} could not be read: {1}.', JSON.stringify(file), reason);
    if (this.#told.has(message)) return;
    this.#told.add(message);
    const remedy = l10n.t('Its types are found without it. See universalNer.types.');
    tellUser(this.connection, this.client, { severity: 'warning', message, remedy });
  }
}
