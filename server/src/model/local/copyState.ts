import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlamaContextSequence } from 'node-llama-cpp';
import type { CopyState } from './lane.ts';

/** The library's own copy between sequences, which its `LlamaDecisionContext` uses; not in its typings. */
interface WithInternalCopy {
  _copyStateFromOtherSequence?(other: LlamaContextSequence, upToTokenIndex: number): Promise<boolean>;
}

/** The fastest copy that this version of the runtime has: inside the context, else by way of a file. */
export function copyStateOf(sequence: LlamaContextSequence): CopyState {
  const internal = (sequence as WithInternalCopy)._copyStateFromOtherSequence;
  return typeof internal === 'function' ? copyInside : copyByFile;
}

export const copyInside: CopyState = (from, to, length) =>
  (to as WithInternalCopy)._copyStateFromOtherSequence?.(from, length) ?? Promise.resolve(false);

/** The public way: saves the one state, loads it into the other; in memory where the system has a tmpfs. */
export const copyByFile: CopyState = async (from, to, length) => {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'universal-ner-'));
  try {
    const file = join(folder, 'state');
    await from.saveStateToFile(file);
    await to.loadStateFromFile(file, { acceptRisk: true });
    const end = to.contextTokens.length;
    if (length < end) await to.eraseContextTokenRanges([{ start: length, end }]);
    return to.contextTokens.length === length;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
