import * as l10n from '@vscode/l10n';
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
      l10n.t(
        'This platform ({0}) has no inference runtime in this package: {1}.',
        `${process.platform} ${process.arch}`,
        reason(error),
      ),
      l10n.t('Install the package built for this platform.'),
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
      l10n.t("The model {0} can't be loaded: {1}.", modelPath, reason(error)),
      l10n.t('Download the file again, or set {0} to another GGUF file.', setting),
    );
  });
}

function reason(error: unknown): string {
  // The runtime's reader takes every file for a sound one.
  if (error instanceof TypeError || error instanceof RangeError) return l10n.t('its metadata are damaged');
  return (error instanceof Error ? error.message : String(error)).replace(/\.?\s*$/, '');
}
