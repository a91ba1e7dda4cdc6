import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { AnnotatedDocument } from '../formats/annotatedDocument.ts';
import type { Format, WriteOptions } from '../formats/format.ts';
import { knownExtensions } from '../document/registry.ts';
import { reasonOf } from './inputs.ts';
import type { FileFailure } from './inputs.ts';

/** Where extracted documents go. */
export interface Output {
  add(document: AnnotatedDocument): Promise<void>;
  /** Is called once, after the last. @returns the files that could not be written; the others are */
  end(): Promise<readonly FileFailure[]>;
}

/** Writes a text to a stream, and waits until it is taken. */
export type Print = (text: string) => Promise<void>;

/** JSON Lines: every document's lines as soon as they are there. */
export class StreamedOutput implements Output {
  constructor(
    private readonly format: Format,
    private readonly options: WriteOptions,
    private readonly print: Print,
  ) {}

  async add(document: AnnotatedDocument): Promise<void> {
    for (const { content } of this.format.write([document], this.options))
      await printAll(content, this.print);
  }

  async end(): Promise<readonly FileFailure[]> {
    return Promise.resolve([]);
  }
}

/** Everything at the end: formats whose files hold all documents, and files that appear complete or not at all. */
export class CollectedOutput implements Output {
  readonly #documents: AnnotatedDocument[] = [];

  /** @param out the file or, for formats with files for each document, the folder; absent: `print` */
  constructor(
    private readonly format: Format,
    private readonly options: WriteOptions,
    private readonly out: string | undefined,
    private readonly print: Print,
  ) {}

  async add(document: AnnotatedDocument): Promise<void> {
    this.#documents.push(document);
    return Promise.resolve();
  }

  /** A file that was there stays as it is when it can't be written. */
  async end(): Promise<readonly FileFailure[]> {
    const names = fileNames(this.#documents);
    const failures: FileFailure[] = [];
    for (const { document, extension, content } of this.format.write(this.#documents, this.options)) {
      if (this.out === undefined) {
        await printAll(content, this.print);
        continue;
      }
      const name = document && names.get(document);
      const path = name === undefined ? this.out : join(this.out, `${name}.${extension}`);
      try {
        await writeWhole(path, [...content].join(''));
      } catch (error) {
        const isNowhere = (error as NodeJS.ErrnoException).code === 'ENOENT';
        failures.push({ name: path, reason: isNowhere ? "can't be made there" : reasonOf(error) });
      }
    }
    return failures;
  }
}

/** Writes a file completely or not at all, with its folders; into a device or a pipe, as it is. */
async function writeWhole(path: string, content: string): Promise<void> {
  await makeFolder(dirname(path));
  const there = await stat(path).catch(() => undefined);
  // Its replacement by a file would be a device no more: /dev/stdout, say.
  const isStream = there !== undefined && !there.isFile() && !there.isDirectory();
  await (isStream ? writeFile(path, content) : writeFileAtomic(path, content));
}

/**
 * Makes a folder with those above it. Node's own `recursive` tries for ever where a folder can't be made in one that
 * is there, as in /proc (seen in Node 20), and calls a read-only disk a folder that does not exist.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((await stat(path).catch(() => undefined))?.isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

async function printAll(content: Iterable<string>, print: Print): Promise<void> {
  for (const piece of content) await print(piece);
}

/**
 * How the files of documents are called in a folder, without the extension: as the documents, below that
 * folder whatever their paths, and no two alike, also where two documents have one name.
 */
export function fileNames<T extends { readonly name: string }>(documents: readonly T[]): Map<T, string> {
  const names = new Map<T, string>();
  const taken = new Set<string>();
  const extensions = knownExtensions();
  for (const document of documents) {
    const path = document.name === '-' ? 'standard-input' : belowFolder(document.name) || 'document';
    const extension = extensions.find((known) => path.toLowerCase().endsWith(known)) ?? '';
    const stem = path.slice(0, path.length - extension.length);
    let free = [stem, path].find((each) => /[^/]$/.test(each) && !taken.has(each.toLowerCase()));
    for (let number = 2; free === undefined; number++) {
      const candidate = `${path}-${String(number)}`;
      if (!taken.has(candidate.toLowerCase())) free = candidate;
    }
    taken.add(free.toLowerCase());
    names.set(document, free);
  }
  return names;
}

function belowFolder(name: string): string {
  return name
    .split(/[\\/]+/)
    .map((segment) => segment.replace(/^([a-z]:)+/i, ''))
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
}
