import * as l10n from '@vscode/l10n';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { LlamaChatSession, resolveChatWrapper } from 'node-llama-cpp';
import type { ChatWrapper, LlamaContextSequence } from 'node-llama-cpp';
import type { ChatPrompt } from '../chatModel.ts';
import { ModelError } from '../engine.ts';
import { requireModelFile } from '../verify.ts';
import { openLlama, openModel } from './llama.ts';
import { computingThreads } from './plan.ts';

const setting = 'universalNer.discoveryModel';
/** Room for a passage of 400 tokens by our estimate, which may be twice as many, the prompt, and the answer. */
const contextTokens = 2048;
/** An evaluation can't be interrupted: small batches hear of the end soon. */
const batchTokens = 128;

/** An instruct model that is loaded, in the process that it lives in. */
export class InstructModel {
  private constructor(
    readonly name: string,
    private readonly sequence: LlamaContextSequence,
    private readonly wrapper: ChatWrapper,
  ) {}

  /**
   * @param threads absent: chosen from the machine's cores
   * @throws {ModelError} when the file can't be loaded, or has no chat template
   */
  static async load(modelPath: string, threads?: number): Promise<InstructModel> {
    const remedy = l10n.t('Set {0} to the GGUF file of an instruct model.', setting);
    const [llama] = await Promise.all([openLlama(), requireModelFile(modelPath, remedy)]);
    const model = await openModel(llama, modelPath, setting);
    const { general, tokenizer } = model.fileInfo.metadata;
    const name = general.name ?? basename(modelPath);
    const wrapper = tokenizer.chat_template?.trim() ? resolveChatWrapper(model) : null;
    if (!wrapper) {
      throw new ModelError(
        l10n.t("The model {0} can't converse: its file has no chat template.", name),
        remedy,
      );
    }
    const machine = { parallelism: availableParallelism(), mathCores: llama.cpuMathCores };
    const context = await model.createContext({
      sequences: 1,
      contextSize: Math.min(contextTokens, model.trainContextSize),
      batchSize: batchTokens,
      threads: threads ?? computingThreads(machine),
    });
    return new InstructModel(name, context.getSequence(), wrapper);
  }

  /**
   * Answers greedily; what stands at the beginning of the prompt before, too, is not evaluated again.
   * @param onText gets what is new of the answer; thoughts are left out
   * @throws {ModelError} when prompt and answer do not fit the model's context
   */
  async generate(
    { system, user }: ChatPrompt,
    maxTokens: number,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<void> {
    const { model, contextSize } = this.sequence;
    const promptTokens = model.tokenize(system + user).length;
    if (promptTokens + maxTokens > contextSize) {
      throw new ModelError(
        l10n.t('A passage of {0} tokens does not fit the context of the model {1}.', promptTokens, this.name),
        l10n.t('Set {0} to a model with a context of {1} tokens or more.', setting, contextTokens),
      );
    }
    const session = new LlamaChatSession({
      contextSequence: this.sequence,
      chatWrapper: this.wrapper,
      systemPrompt: system,
    });
    try {
      await session.prompt(user, {
        maxTokens,
        signal,
        stopOnAbortSignal: true,
        onTextChunk: onText,
        // A list of entities repeats types and brackets by its nature.
        repeatPenalty: false,
        budgets: { thoughtTokens: 0 },
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      session.dispose({ disposeSequence: false });
    }
  }
}
