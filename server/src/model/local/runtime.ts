import { availableParallelism, freemem } from 'node:os';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { getModuleVersion, InsufficientMemoryError } from 'node-llama-cpp';
import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import { ModelError } from '../engine.ts';
import type { EngineDescription } from '../engine.ts';
import { verifyModelFile } from '../verify.ts';
import { openLlama, openModel } from './llama.ts';
import type { LoadRequest } from './messages.ts';
import { planRuntime } from './plan.ts';
import type { RuntimePlan } from './plan.ts';
import { reuseSamplers } from './samplerPool.ts';
import { readVocabulary } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A model ready to be asked. */
export interface Runtime {
  readonly context: LlamaContext;
  readonly vocabulary: Vocabulary;
  readonly description: EngineDescription;
}

/**
 * Verifies and loads a model.
 * @throws {ModelError} when there is no binary for this platform, the file can't be loaded, or its lanes need more
 * memory than there is.
 */
export async function loadRuntime(request: LoadRequest): Promise<Runtime> {
  const [llama] = await Promise.all([
    openLlama(request.verdictFile, request.distrustRuntime),
    verifyModelFile(request.modelPath, request.sha256, request.verdictFile),
  ]);
  reuseSamplers(llama);
  const model = await openModel(llama, request.modelPath, 'universalNer.model');
  const plan = planRuntime(
    {
      parallelism: availableParallelism(),
      mathCores: llama.cpuMathCores,
      freeMemory: freemem(),
      gpu: llama.gpu,
    },
    {
      maxPassageTokens: request.maxPassageTokens,
      trainContextTokens: model.trainContextSize,
      stateBytesPerToken: stateBytesPerToken(model),
    },
    request.wishes,
  );
  const context = await openContext(model, plan);
  return {
    context,
    vocabulary: readVocabulary(model),
    description: {
      name: request.name ?? model.fileInfo.metadata.general.name ?? basename(request.modelPath),
      ...(request.sha256 === undefined ? {} : { sha256: request.sha256 }),
      path: request.modelPath,
      ...plan,
      contextTokens: context.contextSize,
      speed: { read: 0, written: 0 },
      gpu: llama.gpu,
      runtime: `node-llama-cpp ${await getModuleVersion()}`,
    },
  };
}

async function openContext(
  model: LlamaModel,
  { lanes, contextTokens, batchTokens, threads }: RuntimePlan,
): Promise<LlamaContext> {
  try {
    return await model.createContext({
      sequences: lanes,
      contextSize: contextTokens,
      batchSize: batchTokens,
      threads,
    });
  } catch (error) {
    if (!(error instanceof InsufficientMemoryError)) throw error;
    throw new ModelError(
      l10n.t('There is not enough memory for {0} lanes of {1} tokens.', lanes, contextTokens),
      l10n.t('Set universalNer.lanes and universalNer.contextSize to less, or to null.'),
    );
  }
}

/** A key and a value of two bytes each, for every layer and every dimension of the key heads. */
function stateBytesPerToken(model: LlamaModel): number {
  const architecture = model.fileInfo.architectureMetadata;
  const heads = Number(architecture.attention?.head_count ?? 1);
  const keyHeads = Number(architecture.attention?.head_count_kv ?? heads);
  const width = Number(architecture.embedding_length ?? 4096);
  const layers = Number(architecture.block_count ?? 32);
  return 2 * 2 * layers * keyHeads * (width / heads);
}
