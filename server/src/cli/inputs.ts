import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { knownExtensions, languageIdOf } from '../document/registry.ts';
import { decodeText, NotText } from './decode.ts';

/** A text to extract from: how the output names it, and where it is. */
export interface Input {
  /** The file as given, the path relative to the folder given (with `/`), or `-`. */
  readonly name: string;
  /** Absent for the standard input. */
  readonly path?: string;
}

/** A file or folder that can't be used, with the reason in words that follow its name. */
export interface FileFailure {
  readonly name: string;
  readonly reason: string;
}

/** Folders that hold other people's texts: not searched unless they are given themselves. */
const isLeftOut = (folder: string): boolean => folder.startsWith('.') || folder === 'node_modules';

/**
 * Finds the files that are meant by arguments: those of a folder by their extensions, in alphabetical order. What
 * can't be used is told beside them; a folder below a folder that can't be read keeps nothing else out.
 */
export async function findInputs(
  given: readonly string[],
): Promise<{ inputs: Input[]; failures: FileFailure[] }> {
  const inputs: Input[] = [];
  const failures: FileFailure[] = [];
  for (const name of given) {
    if (name === '-') {
      inputs.push({ name });
      continue;
    }
    try {
      if (!(await stat(name)).isDirectory()) {
        inputs.push({ name, path: name });
        continue;
      }
      const below = await textFilesBelow(name);
      if (below.paths.length + below.failures.length === 0)
        failures.push({ name, reason: 'holds no Markdown or text files' });
      failures.push(...below.failures);
      for (const path of below.paths) inputs.push({ name: relative(name, path).split(sep).join('/'), path });
    } catch (error) {
      failures.push({ name, reason: reasonOf(error) });
    }
  }
  return { inputs, failures };
}

/**
 * Reads an input.
 * @param language overrides the language that the file's extension stands for
 * @returns its text and VS Code's language identifier, or why it can't be read
 */
export async function readInput(
  { name, path }: Input,
  language?: string,
): Promise<{ readonly text: string; readonly languageId: string } | FileFailure> {
  try {
    const bytes = path === undefined ? await buffer(process.stdin) : await readFile(path);
    return { text: decodeText(bytes), languageId: language ?? languageIdOf(basename(name)) };
  } catch (error) {
    return { name, reason: reasonOf(error) };
  }
}

/** What went wrong with a file, in words that follow its name. */
export function reasonOf(error: unknown): string {
  if (error instanceof NotText) return error.message;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons.get(code) ?? message;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['EACCES', 'is not permitted'],
  ['EPERM', 'is not permitted'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'is a link that leads back to itself'],
  ['ENOSPC', 'finds no room on the disk'],
  ['EROFS', 'is on a disk that can only be read'],
  ['ENOTDIR', 'has a file where a folder should be in its path'],
  ['ERR_FS_FILE_TOO_LARGE', 'is too large'],
  ['ERR_STRING_TOO_LONG', 'is too large'],
]);

/** Follows links to files, but not to folders: those could lead back. */
async function textFilesBelow(folder: string): Promise<{ paths: string[]; failures: FileFailure[] }> {
  const paths: string[] = [];
  const failures: FileFailure[] = [];
  const extensions = knownExtensions();
  const search = async (here: string): Promise<void> => {
    const entries = await readdir(here, { withFileTypes: true }).catch((error: unknown) => {
      failures.push({ name: here, reason: reasonOf(error) });
      return [];
    });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(here, entry.name);
      if (entry.isDirectory()) {
        if (!isLeftOut(entry.name)) await search(path);
      } else if (extensions.some((extension) => entry.name.toLowerCase().endsWith(extension))) {
        const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path)));
        if (isFile) paths.push(path);
      }
    }
  };
  await search(folder);
  return { paths, failures };
}

async function isLinkToFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
