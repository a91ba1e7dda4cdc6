import * as l10n from '@vscode/l10n';
import { Emitter } from 'vscode-languageserver';
import type { Connection, Event } from 'vscode-languageserver';
import * as z from 'zod';
import { TypeResolver, termFilesOf } from '../entities/types.ts';
import type { ResolvedType } from '../entities/types.ts';
import { typesInUse } from '../entities/typesInUse.ts';
import type { TypesInUse } from '../entities/typesInUse.ts';
import type { FrontMatterTypes } from '../entities/frontMatterTypes.ts';
import { documentTypeSet } from '../protocol.ts';
import type { Settings } from '../settings.ts';
import type { ClientInfo } from './clientInfo.ts';
import type { Configuration } from './configuration.ts';
import type { Documents } from './documents.ts';
import { FrontMatters } from './frontMatters.ts';
import { TermFiles } from './termFiles.ts';
import { tellUser } from './userMessages.ts';

const typeSetParams = z.object({ uri: z.string(), typeSet: z.string().nullable() });

interface Decided {
  readonly settings: Settings;
  readonly frontMatter: FrontMatterTypes;
  readonly choice: string | null;
  readonly inUse: TypesInUse;
}

/** The types of each open document and what they are found by: from settings, type sets and the document itself. */
export class DocumentTypes {
  readonly #connection: Connection;
  readonly #client: ClientInfo;
  readonly #configuration: Configuration;
  readonly #documents: Documents;
  readonly #frontMatters: FrontMatters;
  readonly #files: TermFiles;
  readonly #resolver = new TypeResolver();
  /** The terms of files by the files' names in the settings, by the URIs of documents. */
  readonly #terms = new Map<string, ReadonlyMap<string, readonly string[]>>();
  /** The type set that a person chose for a document. */
  readonly #choices = new Map<string, string | null>();
  readonly #decided = new Map<string, Decided>();
  readonly #told = new Set<string>();
  readonly #didChange = new Emitter<string>();

  /** The URI of a document whose settings, type set or front matter have changed. */
  readonly onDidChange: Event<string> = this.#didChange.event;

  constructor(
    connection: Connection,
    client: ClientInfo,
    configuration: Configuration,
    documents: Documents,
  ) {
    this.#connection = connection;
    this.#client = client;
    this.#configuration = configuration;
    this.#documents = documents;
    this.#frontMatters = new FrontMatters(documents);
    this.#files = new TermFiles(connection, client);
    connection.onNotification(documentTypeSet, (params: unknown) => {
      const { success, data } = typeSetParams.safeParse(params);
      if (!success || this.#choice(data.uri) === data.typeSet) return;
      this.#choices.set(data.uri, data.typeSet);
      this.#didChange.fire(data.uri);
    });
    configuration.onDidChange((uris) => {
      for (const uri of uris) this.#didChange.fire(uri);
    });
    this.#frontMatters.onDidChange((uri) => {
      this.#didChange.fire(uri);
    });
    documents.onDidClose((uri) => {
      this.#terms.delete(uri);
      this.#choices.delete(uri);
      this.#decided.delete(uri);
    });
  }

  /** What each type of the document is found by, with its files as they were read last; never waits. */
  of(uri: string): (type: string) => ResolvedType {
    const { labels } = this.#configuration.of(uri);
    const { options } = this.inUse(uri);
    const termFiles = this.#terms.get(uri) ?? new Map<string, readonly string[]>();
    const sources = { options: (type: string) => options.of(type), labels, termFiles };
    return (type) => this.#resolver.resolve(type, sources);
  }

  /** The types of the document where nothing was asked yet, and the options of all; as known now, never waits. */
  inUse(uri: string): TypesInUse {
    const settings = this.#configuration.of(uri);
    const frontMatter = this.#frontMatters.of(uri);
    const choice = this.#choice(uri);
    const known = this.#decided.get(uri);
    const isSame =
      known?.settings === settings && known.frontMatter === frontMatter && known.choice === choice;
    if (isSame) return known.inUse;
    const inUse = typesInUse(settings, frontMatter, choice);
    if (this.#documents.get(uri)) this.#decided.set(uri, { settings, frontMatter, choice, inUse });
    return inUse;
  }

  /** What the front matter of the document says of its types; as known now, never waits. */
  frontMatter(uri: string): FrontMatterTypes {
    return this.#frontMatters.of(uri);
  }

  /** As {@link inUse}, after settings and front matter are read as they stand. */
  async settled(uri: string): Promise<TypesInUse> {
    await Promise.all([this.#configuration.settled(uri), this.#frontMatters.settled(uri)]);
    return this.inUse(uri);
  }

  /**
   * Reads the front matter, and the files that the document's types name where they have changed on disk. A file
   * that can't be read is told once; its type goes on without it.
   */
  async refresh(uri: string): Promise<void> {
    const inUse = await this.settled(uri);
    const { options, unknown } = inUse;
    if (unknown.settings !== undefined) this.#tellUnknown(unknown.settings);
    const terms = await this.#files.read(uri, termFilesOf(Object.values(options.all('terms'))));
    if (!this.#documents.get(uri)) return;
    // Other files may be named by now, and be read already.
    if (this.inUse(uri) !== inUse) return this.refresh(uri);
    this.#terms.set(uri, terms);
  }

  #choice(uri: string): string | null {
    return this.#choices.get(uri) ?? null;
  }

  #tellUnknown(typeSet: string): void {
    if (this.#told.has(typeSet)) return;
    this.#told.add(typeSet);
    tellUser(this.#connection, this.#client, {
      severity: 'warning',
      message: l10n.t('There is no type set {0}.', JSON.stringify(typeSet)),
      remedy: l10n.t('Choose another in universalNer.typeSet, or add it to universalNer.typeSets.'),
      setting: 'typeSet',
    });
  }
}
