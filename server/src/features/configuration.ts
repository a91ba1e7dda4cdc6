import * as l10n from '@vscode/l10n';
import equal from 'fast-deep-equal';
import { DidChangeConfigurationNotification, Emitter } from 'vscode-languageserver';
import type { ConfigurationItem, Connection, Event } from 'vscode-languageserver';
import { defaultSettings, readSettings } from '../settings.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { ClientInfo } from './clientInfo.ts';
import type { Documents } from './documents.ts';
import { tellUser } from './userMessages.ts';

const section = 'universalNer';
/** A client that promises settings and does not answer must not stop the work. */
const patience = 3000;

/** The settings of the client, of every open document in its own scope. */
export class Configuration {
  readonly #connection: Connection;
  readonly #client: ClientInfo;
  readonly #documents: Documents;
  readonly #scoped = new Map<string, Settings>();
  readonly #told = new Set<string>();
  readonly #didChange = new Emitter<readonly string[]>();
  #global = defaultSettings;
  /** What the client pushed, for clients that can't be asked. */
  #pushed: unknown;
  #round = 0;
  #settled: Promise<unknown> = Promise.resolve();

  /** The URIs of the open documents that have other settings now; empty when only those of no document changed. */
  readonly onDidChange: Event<readonly string[]> = this.#didChange.event;

  constructor(connection: Connection, client: ClientInfo, documents: Documents) {
    this.#connection = connection;
    this.#client = client;
    this.#documents = documents;
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      const pushed = (settings as Record<string, unknown> | null | undefined)?.[section];
      if (pushed !== undefined) this.#pushed = pushed;
      this.#read();
    });
    documents.onDidOpen(() => {
      this.#read();
    });
    documents.onDidClose((uri) => this.#scoped.delete(uri));
  }

  /** Asks the client for the first time; to be called when it is initialized. */
  start(): void {
    this.#pushed ??= this.#client.initialSettings;
    if (this.#client.registersConfigurationChanges) {
      void this.#connection.client.register(DidChangeConfigurationNotification.type, { section });
    }
    this.#read();
  }

  /** The settings that belong to no document. */
  get global(): Settings {
    return this.#global;
  }

  /** The settings of a document as they are known now; never waits. */
  of(uri: string): Settings {
    return this.#scoped.get(uri) ?? this.#global;
  }

  /** The settings of a document, after the client has answered what it was asked last; `''`: those of no document. */
  async settled(uri: string): Promise<Settings> {
    let awaited: unknown;
    // When the client is asked anew meanwhile, its answer of before counts no more.
    while (awaited !== this.#settled) {
      awaited = this.#settled;
      await awaited;
    }
    return this.of(uri);
  }

  #read(): void {
    const round = ++this.#round;
    const uris = this.#documents.all().map((document) => document.uri);
    if (!this.#client.hasConfiguration) {
      this.#apply(uris, []);
      return;
    }
    const items: ConfigurationItem[] = [{ section }, ...uris.map((scopeUri) => ({ section, scopeUri }))];
    const answer = this.#connection.workspace.getConfiguration(items).then(
      (sections: unknown[]) => {
        if (round === this.#round) this.#apply(uris, sections);
      },
      (error: unknown) => {
        this.#connection.console.warn(`The client did not give its settings: ${String(error)}`);
        if (round === this.#round) this.#apply(uris, []);
      },
    );
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    this.#settled = Promise.race([answer, timeout]).finally(() => {
      clearTimeout(timer);
    });
  }

  #apply(uris: readonly string[], sections: readonly unknown[]): void {
    const before = this.#global;
    const scopedBefore = new Map(this.#scoped);
    this.#global = this.#readSection(sections[0]);
    this.#scoped.clear();
    for (const [index, uri] of uris.entries()) {
      this.#scoped.set(uri, this.#readSection(sections[index + 1] ?? sections[0]));
    }
    const changed = uris.filter((uri) => !equal(scopedBefore.get(uri) ?? before, this.#scoped.get(uri)));
    if (changed.length > 0 || !equal(before, this.#global)) this.#didChange.fire(changed);
  }

  #readSection(given: unknown): Settings {
    const { settings, problems } = readSettings(given ?? this.#pushed);
    const fresh = problems
      .map((problem) => ({ ...problem, text: l10n.t('The setting {0} {1}.', problem.name, problem.message) }))
      .filter(({ text }) => !this.#told.has(text) && this.#told.add(text));
    this.#tell(fresh);
    return settings;
  }

  /** Many are one message: a person corrects them one after the other, and all stand in the log. */
  #tell(problems: readonly (SettingProblem & { readonly text: string })[]): void {
    const [first, ...others] = problems;
    if (!first) return;
    for (const { text, used } of problems) this.#connection.console.warn(`${text} ${used}`);
    const more =
      others.length > 0 ? [l10n.t('More that is wrong stands in the log: {0}.', others.length)] : [];
    tellUser(this.#connection, this.#client, {
      severity: 'warning',
      message: first.text,
      remedy: [first.used, ...more].join(' '),
      setting: settingIn(first.name),
    });
  }
}

/** The setting's own name in the name of a problem, which goes on to the field that is wrong. */
function settingIn(name: string): string {
  return name.replace(/^universalNer\.?/u, '').replace(/\[.*$/su, '');
}
