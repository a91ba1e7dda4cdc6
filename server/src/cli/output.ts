import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { AnnotatedDocument } from '../formats/annotatedDocument.ts';
import type { Format, WriteOptions, WrittenFile } from '../formats/format.ts';
import { knownExtensions } from '../document/registry.ts';

/** Where extracted documents go; `end` is called once, after the last. */
export interface Output {
  add(document: AnnotatedDocument): Promise<void>;
  end(): Promise<void>;
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

  async end(): Promise<void> {
    return Promise.resolve();
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

  /** @throws {NodeJS.ErrnoException} when a file can't be written; a file that was there stays as it is then */
  async end(): Promise<void> {
    const nameOf = fileNames(this.#documents);
    for (const file of this.format.write(this.#documents, this.options)) {
      if (this.out === undefined) await printAll(file.content, this.print);
      else await this.#write(file, this.out, nameOf);
    }
  }

  async #write(file: WrittenFile, out: string, nameOf: ReadonlyMap<string, string>): Promise<void> {
    const name = file.document === undefined ? undefined : nameOf.get(file.document);
    const path = name === undefined ? out : join(out, `${name}.${file.extension}`);
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, [...file.content].join(''));
  }
}

async function printAll(content: Iterable<string>, print: Print): Promise<void> {
  for (const piece of content) await print(piece);
}

/**
 * How the files of documents are called in a folder, without the extension: as the documents, below that
 * folder whatever their paths, and no two alike.
 */
export function fileNames(documents: readonly { readonly name: string }[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const extensions = knownExtensions();
  for (const { name } of documents) {
    if (names.has(name)) continue;
    const path = name === '-' ? 'standard-input' : belowFolder(name) || 'document';
    const extension = extensions.find((known) => path.toLowerCase().endsWith(known)) ?? '';
    const stem = path.slice(0, path.length - extension.length);
    let free = [stem, path].find((each) => /[^/]$/.test(each) && !taken.has(each.toLowerCase()));
    for (let number = 2; free === undefined; number++) {
      const candidate = `${path}-${String(number)}`;
      if (!taken.has(candidate.toLowerCase())) free = candidate;
    }
    taken.add(free.toLowerCase());
    names.set(name, free);
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
