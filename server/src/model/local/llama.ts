import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { ModelError } from '../engine.ts';
import { rememberBinaryTests } from './binaryTest.ts';
import { estimateByFormula } from './memoryEstimates.ts';

/**
 * The inference runtime, on prebuilt binaries only (nothing is compiled or downloaded).
 * @param verdictFile where it is remembered that a binary can be loaded here; absent: it is tested at every start
 * @param distrust whether to test a binary again that could be loaded before
 * @throws {ModelError} when there is no binary for this platform
 */
export async function openLlama(verdictFile?: string, distrust?: boolean): Promise<Llama> {
  rememberBinaryTests(verdictFile, distrust);
  const llama = await getLlama({
    build: 'never',
    skipDownload: true,
    gpu: 'auto',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
  }).catch((error: unknown) => {
    throw new ModelError(
      `This platform (${process.platform} ${process.arch}) has no inference runtime in this package: ${reason(error)}.`,
      'Install the package built for this platform.',
    );
  });
  if (llama.gpu === false) estimateByFormula();
  return llama;
}

/**
 * @param setting that names the file, for what a person is told
 * @throws {ModelError} when the file can't be loaded
 */
export function openModel(llama: Llama, modelPath: string, setting: string): Promise<LlamaModel> {
  return llama.loadModel({ modelPath, useMmap: true }).catch((error: unknown) => {
    throw new ModelError(
      `The model ${modelPath} can't be loaded: ${reason(error)}.`,
      `Download the file again, or set ${setting} to another GGUF file.`,
    );
  });
}

function reason(error: unknown): string {
  // The runtime's reader takes every file for a sound one.
  if (error instanceof TypeError || error instanceof RangeError) return 'its metadata are damaged';
  return (error instanceof Error ? error.message : String(error)).replace(/\.?\s*$/, '');
}
