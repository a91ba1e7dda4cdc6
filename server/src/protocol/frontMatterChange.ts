import { RequestType } from 'vscode-jsonrpc';

/** Options of a type, as `universalNer.types` has them, that a person wants to be others. */
export interface FrontMatterChangeParams {
  readonly uri: string;
  readonly type: string;
  /** By the options' names; `null` removes one. */
  readonly change: Readonly<Record<string, unknown>>;
}

/** One replacement in the document's source; offsets in UTF-16 code units. */
export interface FrontMatterChange {
  /** The version of the document that the offsets belong to. */
  readonly version: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The options that it changes; the others of the change belong into the settings. */
  readonly fields: readonly string[];
}

/**
 * Client -> server: how the front matter of a document is to be edited for other options of a type that it names.
 * The client makes the edit, so that it can be undone. `null`: all of it belongs into the settings.
 */
export const frontMatterChange = new RequestType<FrontMatterChangeParams, FrontMatterChange | null, void>(
  'universalNer/frontMatterChange',
);
