import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { AnswerSegment, encodeSegment } from './answerSegment.ts';

const extension = '.answers';
/** Other files in the folder are what a writer that was killed left; it is surely done after this (ms). */
const abandonedAfter = 3_600_000;
/** Small segments are merged when there are so many, up to this size in bytes. */
const manySegments = 8;
const fullSegment = 512 * 1024;
/** A folder that was looked at so lately (ms) is not looked at again. */
const freshFor = 2000;

export interface AnswerDiskOptions {
  /** What the folder may hold, in bytes; the segments used longest ago go first. */
  readonly maxBytes?: number;
  /** Entries are written together, so long (ms) after the first of them. */
  readonly flushMs?: number;
}

/**
 * Entries in a folder that several processes share: files that are written whole, under names of their own, and
 * never changed; so nobody waits for anybody. A file that is damaged, half written or of another version is
 * deleted. Nothing here ever throws: what the disk does not give or take is asked again.
 */
export class AnswerDisk {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #flushMs: number;
  readonly #segments = new Map<string, AnswerSegment>();
  /** Segments that gave an answer since they were last marked as used. */
  readonly #used = new Set<string>();
  readonly #unwritten = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = -Infinity;
  /** The last work on the folder: one at a time. */
  #work: Promise<void> = Promise.resolve();

  constructor(folder: string, { maxBytes = 16 * 1024 * 1024, flushMs = 3000 }: AnswerDiskOptions = {}) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#flushMs = flushMs;
  }

  /** Reads what it has not read yet; to be awaited before {@link get} is asked about many keys. */
  refresh(): Promise<void> {
    if (performance.now() - this.#lookedAt < freshFor) return this.#work;
    return this.#do(() => this.#look());
  }

  /** Answers at once, from what was read. */
  get(key: string): string | undefined {
    const unwritten = this.#unwritten.get(key);
    if (unwritten !== undefined) return unwritten;
    for (const [name, segment] of this.#segments) {
      const value = segment.get(key);
      if (value === undefined) continue;
      this.#used.add(name);
      return value;
    }
    return undefined;
  }

  /** Takes an entry, which is written a little later. */
  put(key: string, value: string): void {
    this.#unwritten.set(key, value);
    this.#timer ??= setTimeout(() => void this.flush(), this.#flushMs).unref();
  }

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unwritten.size === 0 && this.#used.size === 0) return this.#work;
    return this.#do(async () => {
      const entries = new Map(this.#unwritten);
      try {
        if (entries.size > 0) await this.#write(entries);
      } finally {
        // Also what can't be written goes, since a full disk must not fill the memory too.
        for (const key of entries.keys()) this.#unwritten.delete(key);
      }
      await this.#tidy();
    });
  }

  /** Deletes everything, also what other processes wrote; they notice when they next look. */
  clear(): Promise<void> {
    return this.#do(async () => {
      this.#unwritten.clear();
      this.#segments.clear();
      this.#used.clear();
      await rm(this.#folder, { recursive: true, force: true });
    });
  }

  #do(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch(() => undefined);
    return this.#work;
  }

  async #look(): Promise<void> {
    this.#lookedAt = performance.now();
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => name.endsWith(extension));
    const present = new Set(names);
    for (const name of this.#segments.keys()) if (!present.has(name)) this.#segments.delete(name);
    for (const name of names) {
      if (this.#segments.has(name)) continue;
      const bytes = await readFile(join(this.#folder, name)).catch(() => undefined);
      const segment = bytes && AnswerSegment.read(bytes);
      if (segment) this.#segments.set(name, segment);
      else if (bytes) await this.#remove(name);
    }
  }

  async #write(entries: ReadonlyMap<string, string>): Promise<void> {
    const bytes = encodeSegment(entries);
    const segment = AnswerSegment.read(bytes);
    const name = `${randomUUID()}${extension}`;
    await mkdir(this.#folder, { recursive: true });
    // Without waiting for the disk: a file that a power cut damages is noticed by its hash.
    await writeFileAtomic(join(this.#folder, name), bytes, { fsync: false });
    if (segment) this.#segments.set(name, segment);
  }

  async #tidy(): Promise<void> {
    await this.#look();
    await this.#merge();
    const now = new Date();
    const used = [...this.#used].filter((name) => this.#segments.has(name));
    this.#used.clear();
    await Promise.all(used.map((name) => utimes(join(this.#folder, name), now, now).catch(() => undefined)));
    await this.#trim(now.getTime());
  }

  async #merge(): Promise<void> {
    const small: string[] = [];
    let bytes = 0;
    for (const [name, { size }] of [...this.#segments].sort(([, a], [, b]) => a.size - b.size)) {
      bytes += size;
      if (bytes > fullSegment) break;
      small.push(name);
    }
    if (small.length < manySegments) return;
    await this.#write(new Map(small.flatMap((name) => [...(this.#segments.get(name)?.entries() ?? [])])));
    await Promise.all(small.map((name) => this.#remove(name)));
  }

  async #trim(now: number): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const info = await stat(join(this.#folder, name)).catch(() => undefined);
        return { name, size: info?.size ?? 0, mtime: info?.mtimeMs ?? now };
      }),
    );
    files.sort((a, b) => b.mtime - a.mtime);
    let bytes = 0;
    for (const { name, size, mtime } of files) {
      const isSegment = name.endsWith(extension);
      if (isSegment) bytes += size;
      if (isSegment ? bytes > this.#maxBytes : now - mtime > abandonedAfter) await this.#remove(name);
    }
  }

  async #remove(name: string): Promise<void> {
    this.#segments.delete(name);
    await rm(join(this.#folder, name), { force: true });
  }
}
