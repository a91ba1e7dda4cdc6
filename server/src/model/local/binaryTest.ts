import { stat } from 'node:fs/promises';
import { hostname, release } from 'node:os';
import { keepVerdict, recallVerdict } from '../verdicts.ts';

/**
 * node-llama-cpp's own test whether one of its binaries can be loaded here, in a process of its own, since a wrong
 * binary can crash. Bundled beside the processes of models.
 */
type BinaryTest = (
  binary: string,
  backends: string | undefined,
  gpu: string | false,
  timeoutMs?: number,
  pipeOutput?: boolean,
) => Promise<boolean>;

interface Memory {
  readonly verdictFile?: string;
  readonly distrust: boolean;
}

let memory: Memory = { distrust: true };

/**
 * Has binaries that passed their test at an earlier start be taken without another one, which costs as much as
 * importing all of the runtime. That is safe where the process is one that may crash; its parent must then ask for
 * `distrust` in the next.
 * @param verdictFile where it is remembered; absent: not at all
 * @param distrust whether to test again what has passed
 */
export function rememberBinaryTests(verdictFile: string | undefined, distrust = false): void {
  memory = { ...(verdictFile !== undefined && { verdictFile }), distrust };
}

/** Stands in the bundles in the place of node-llama-cpp's test; the binaries of the source tree meet that itself. */
export const testBindingBinary: BinaryTest = async (binary, backends, gpu, timeoutMs, pipeOutput) => {
  const { verdictFile, distrust } = memory;
  const info = await stat(binary);
  // npm gives all files of all versions the same time of change, but not the time at which they were put here.
  const passed = `loads with GPU ${String(gpu)} on ${hostname()} ${release()}, put here at ${String(info.ctimeMs)}`;
  if (!distrust && (await recallVerdict(verdictFile, binary, info)) === passed) return true;
  const own = (await import(new URL('./testBindingBinary.mjs', import.meta.url).href)) as {
    testBindingBinary: BinaryTest;
  };
  const isFine = await own.testBindingBinary(binary, backends, gpu, timeoutMs, pipeOutput);
  await keepVerdict(verdictFile, binary, info, isFine ? passed : 'does not load');
  return isFine;
};
