import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** A file as it stood when it was looked at; what was found out holds while it stands so. */
export interface FileState {
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since 1970. */
  readonly mtimeMs: number;
}

type Verdicts = Record<string, FileState & { readonly verdict: string }>;

/** What a process writes, one after the other, so that no verdict is lost to another. */
let writing = Promise.resolve();

/**
 * What was found out about a file at an earlier start.
 * @param file JSON file that remembers verdicts; absent or unreadable: nothing is known
 */
export async function recallVerdict(
  file: string | undefined,
  path: string,
  { size, mtimeMs }: FileState,
): Promise<string | undefined> {
  const known = (await readVerdicts(file))[path];
  return known?.size === size && known.mtimeMs === mtimeMs ? known.verdict : undefined;
}

/**
 * Remembers what was found out about a file. What can't be written is found out again at the next start, no more.
 * @param file JSON file that remembers verdicts, made where missing; absent: nothing is remembered
 */
export function keepVerdict(
  file: string | undefined,
  path: string,
  { size, mtimeMs }: FileState,
  verdict: string,
): Promise<void> {
  if (file === undefined) return Promise.resolve();
  writing = writing.then(async () => {
    try {
      const verdicts = { ...(await readVerdicts(file)), [path]: { size, mtimeMs, verdict } };
      await mkdir(dirname(file), { recursive: true });
      await writeFileAtomic(file, JSON.stringify(verdicts));
    } catch {
      return;
    }
  });
  return writing;
}

async function readVerdicts(file: string | undefined): Promise<Verdicts> {
  if (file === undefined) return {};
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Verdicts) : {};
  } catch {
    return {};
  }
}
