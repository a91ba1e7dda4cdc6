import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { TermFileReader } from '../entities/termFile.ts';
import { isObject } from '../readValue.ts';
import { type Settings, defaultSettings, readSettings } from '../settings.ts';
import { decodeText } from './decode.ts';
import { reasonOf } from './inputs.ts';

const section = 'universalNer';

/** The settings that a terminal program takes from a file. */
export interface FileSettings {
  readonly settings: Settings;
  /** What is wrong in the file, a line each. */
  readonly problems: readonly string[];
  /**
   * The terms of files that the settings name, by these names.
   * @param tell hears once of each file that can't be read
   */
  termFiles(
    files: readonly string[],
    tell: (line: string) => void,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** As if there were a file that sets nothing. */
export const noFileSettings: FileSettings = {
  settings: defaultSettings,
  problems: [],
  termFiles: () => Promise.resolve(new Map()),
};

/**
 * Reads a settings file as VS Code writes it: JSON with comments, with the names of settings as keys. Those of other
 * extensions, and blocks for a language, are left alone.
 * @throws {Error} when there is no such file, or it is no such JSON, with a clause that follows its name
 */
export function readSettingsFile(path: string): FileSettings {
  let text: string;
  try {
    text = decodeText(readFileSync(path)).replace(/^\ufeff/u, '');
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw new Error(`is no JSON: ${printParseErrorCode(error.error)} in line ${String(line)}`);
  }
  if (content !== undefined && !isObject(content)) throw new Error('holds no settings');
  const own = Object.entries(content ?? {}).flatMap(([name, value]) =>
    name.startsWith(`${section}.`) ? [[name.slice(section.length + 1), value] as const] : [],
  );
  const { settings, problems } = readSettings(Object.fromEntries(own));
  return {
    settings,
    problems: problems.map(({ name, message, used }) => `${path}: ${name} ${message}. ${used}`),
    termFiles: termFilesIn(folderOf(path)),
  };
}

/** The folder that files in the settings are relative to: the workspace of a `.vscode` folder. */
function folderOf(path: string): string {
  const folder = dirname(resolve(path));
  return basename(folder) === '.vscode' ? dirname(folder) : folder;
}

function termFilesIn(folder: string): FileSettings['termFiles'] {
  const reader = new TermFileReader();
  const told = new Set<string>();
  return (files, tell) =>
    reader.readAll(folder, files, (file, error) => {
      if (told.has(file)) return;
      told.add(file);
      tell(`the file of terms ${JSON.stringify(file)} could not be read: ${reasonOf(error)}`);
    });
}
