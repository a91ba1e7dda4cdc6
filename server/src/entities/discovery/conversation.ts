import * as l10n from '@vscode/l10n';
import type { Passage } from '../../document/passage.ts';
import { passageSteps } from '../../document/passages.ts';
import { readProseSteps } from '../../document/registry.ts';
import { pace } from '../../document/steps.ts';
import type { ChatModel } from '../../model/chatModel.ts';
import { isGoingRound, isListWhole, saysNone } from '../../model/conversationAnswer.ts';
import { dataConstructionPrompt } from '../../model/dataConstruction.ts';
import { ModelError } from '../../model/engine.ts';
import { readEntityPairs } from '../../model/entityPairs.ts';
import type { DiscoveredTypes } from '../../protocol.ts';
import { userError } from '../../userError.ts';
import type { DocumentSnapshot } from '../extract.ts';
import { AskingClock } from './askingClock.ts';
import { ConversationBook } from './conversationBook.ts';
import { rankTypes } from './ranking.ts';
import { samplePassages } from './sampling.ts';

/** Tokens of a passage: a model that reads at large answers better about a page than about three sentences. */
const passageBudget = 400;
/** An answer names many types at once, and takes much longer than a question of the inventory. */
const sampledPassages = 6;
/** Room for about 50 entities; a passage of 400 tokens rarely holds more. */
const answerTokens = 800;

export interface ConversationOptions {
  readonly signal?: AbortSignal;
  /** Called at the beginning and whenever an answer grows; what has been found is worked out only when asked for. */
  readonly onProgress?: (found: () => DiscoveredTypes) => void;
}

/**
 * Finds out which types a document has mentions of by the data construction prompt: an instruct model names the
 * entities of sampled passages and their types, in its own words. Types of similar names are merged, see
 * {@link ConversationBook}; entities that stand nowhere in their passage are dropped, and so is an answer that can't
 * be read.
 * @returns what was found until the end, until the signal aborted, or until the model failed; see `problem`
 * @throws {ModelError} when the model failed before anything was found, or none of its answers could be read
 */
export async function discoverInConversation(
  document: DocumentSnapshot,
  model: ChatModel,
  { signal, onProgress }: ConversationOptions = {},
): Promise<DiscoveredTypes> {
  const discovery = new ConversedDiscovery(model, signal, onProgress);
  try {
    const pacing = signal ? { signal } : {};
    const prose = await pace(readProseSteps(document.languageId, document.text), pacing);
    await discovery.run(await pace(passageSteps(prose, passageBudget), pacing));
  } catch (error) {
    if (signal?.aborted) return discovery.found();
    const found = discovery.found();
    if (!(error instanceof ModelError) || found.proposals.length === 0) throw error;
    return { ...found, problem: userError(error) };
  }
  return discovery.found();
}

class ConversedDiscovery {
  readonly #book = new ConversationBook();
  readonly #clock = new AskingClock(1);
  #sample: readonly Passage[] = [];
  #passagesTotal = 0;
  #unread = 0;

  constructor(
    private readonly model: ChatModel,
    private readonly signal: AbortSignal | undefined,
    private readonly onProgress: ConversationOptions['onProgress'],
  ) {}

  /** @param passages of the document, in its order @throws {ModelError} when no answer could be read */
  async run(passages: readonly Passage[]): Promise<void> {
    this.#sample = samplePassages(passages, sampledPassages);
    this.#passagesTotal = passages.length;
    this.#tell();
    if (this.#sample.length > 0) await this.model.prepare(this.signal);
    this.#clock.begin();
    for (const { text } of this.#sample) {
      this.signal?.throwIfAborted();
      await this.#ask(text);
    }
    if (this.#unread === 0 || this.#unread < this.#book.answers) return;
    throw new ModelError(
      l10n.t(
        'What {0} answered could be read in none of {1} passages: it named no entities as a list.',
        this.model.name,
        this.#unread,
      ),
      l10n.t(
        'Set universalNer.discoveryModel to a larger instruct model; without one the inventory of types is asked.',
      ),
    );
  }

  found(): DiscoveredTypes {
    const asked = this.#book.answers;
    const total = this.#sample.length;
    const etaMs = this.#clock.expect(total - asked);
    return {
      proposals: rankTypes(this.#book.evidence(), this.#passagesTotal),
      progress: { asked, total, ...(etaMs !== undefined && { etaMs }) },
      asking: this.model.name,
    };
  }

  async #ask(passage: string): Promise<void> {
    const output = await this.model.generate(dataConstructionPrompt(passage), {
      maxTokens: answerTokens,
      ...(this.signal && { signal: this.signal }),
      onText: (soFar) => {
        this.#book.hear(passage, () => readEntityPairs(soFar, passage));
        this.#tell();
      },
      isEnough: (soFar) => isListWhole(soFar) || isGoingRound(soFar),
    });
    const pairs = readEntityPairs(output, passage);
    if (pairs.length === 0 && !saysNone(output)) this.#unread++;
    this.#book.take(passage, pairs);
    this.#clock.answered();
    this.#tell();
  }

  #tell(): void {
    this.onProgress?.(() => this.found());
  }
}
