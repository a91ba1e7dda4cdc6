import { availableParallelism, freemem } from 'node:os';
import { basename } from 'node:path';
import { getLlama, getModuleVersion, LlamaLogLevel } from 'node-llama-cpp';
import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import { ModelError } from '../engine.ts';
import type { EngineDescription } from '../engine.ts';
import { verifyModelFile } from '../verify.ts';
import type { LoadRequest } from './messages.ts';
import { readVocabulary } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A model ready to be asked. */
export interface Runtime {
  readonly context: LlamaContext;
  readonly vocabulary: Vocabulary;
  readonly description: EngineDescription;
}

/** Tokens that a question and a usual answer need beside the passage; longer answers end as `truncated`. */
const questionAndAnswerTokens = 172;
/** Tokens of the prompt around the passage, with a margin. */
const promptTokens = 40;
const maxLanes = 8;
/** One `llama_decode` takes at most this many tokens: the buffer for its logits grows with it. */
const batchTokens = 256;
/** The part of the free memory that the lanes' state may take. */
const stateShareOfFreeMemory = 0.25;

/**
 * Verifies and loads a model, on prebuilt binaries only (nothing is compiled or downloaded).
 * @throws {ModelError} when there is no binary for this platform, or the file can't be loaded.
 */
export async function loadRuntime(request: LoadRequest): Promise<Runtime> {
  const [llama] = await Promise.all([
    getLlama({
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
    }),
    verifyModelFile(request.modelPath, request.sha256, request.verdictFile),
  ]);
  const model = await llama
    .loadModel({ modelPath: request.modelPath, useMmap: true })
    .catch((error: unknown) => {
      throw new ModelError(
        `The model ${request.modelPath} can't be loaded: ${reason(error)}.`,
        'Download the file again, or set universalNer.model to another GGUF file.',
      );
    });
  const threads = request.threads ?? Math.max(1, availableParallelism() - 1);
  const maxPassageTokens = Math.min(
    request.maxPassageTokens,
    model.trainContextSize - promptTokens - questionAndAnswerTokens,
  );
  const laneTokens = maxPassageTokens + promptTokens + questionAndAnswerTokens;
  const lanes = request.lanes ?? lanesFor(model, laneTokens);
  const context = await model.createContext({
    sequences: lanes,
    contextSize: laneTokens,
    batchSize: batchTokens,
    threads,
  });
  return {
    context,
    vocabulary: readVocabulary(model),
    description: {
      name: request.name ?? model.fileInfo.metadata.general.name ?? basename(request.modelPath),
      ...(request.sha256 === undefined ? {} : { sha256: request.sha256 }),
      path: request.modelPath,
      contextTokens: context.contextSize,
      maxPassageTokens,
      threads,
      lanes,
      gpu: llama.gpu,
      runtime: `node-llama-cpp ${await getModuleVersion()}`,
    },
  };
}

/** As many lanes as their state has room for: a 135M model has 23 kB of it a token, a 7B model 0.5 MB. */
function lanesFor(model: LlamaModel, laneTokens: number): number {
  const architecture = model.fileInfo.architectureMetadata;
  const heads = Number(architecture.attention?.head_count ?? 1);
  const keyHeads = Number(architecture.attention?.head_count_kv ?? heads);
  const width = Number(architecture.embedding_length ?? 4096);
  const layers = Number(architecture.block_count ?? 32);
  const bytesPerToken = 2 * 2 * layers * keyHeads * (width / heads);
  const room = Math.floor((freemem() * stateShareOfFreeMemory) / (bytesPerToken * laneTokens));
  return Math.max(1, Math.min(maxLanes, room));
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.?\s*$/, '');
}
