import { LRUCache } from 'lru-cache';
import type { Token } from 'node-llama-cpp';
import { answerTokens, passagePrompt, questionPrompt } from '../prompt.ts';
import { AnswerDecoder } from './answerDecoder.ts';
import { AnswerGrammar } from './answerGrammar.ts';
import { copyStateOf } from './copyState.ts';
import { besideEvaluation } from './besideEvaluation.ts';
import { ChunkPace } from './chunkPace.ts';
import { evenLength } from './evenLength.ts';
import { commonLength, Lane } from './lane.ts';
import type { FinishedJob, Job } from './lane.ts';
import type { AnswerMessage, QueryRequest } from './messages.ts';
import { PassageQueue } from './passageQueue.ts';
import { Rhythm, type Waiting } from './rhythm.ts';
import type { Runtime } from './runtime.ts';
import { Speedometer } from './speedometer.ts';
import { TokenTree } from './tokenTree.ts';
import { compareWants, isAwaited, type Want } from './want.ts';

/** Tokens of each of the two evaluations that warm the model up. */
const warmUpTokens = 8;
/** A passage fits when this many tokens are left for the answer. */
const minAnswerTokens = 64;
/** Passages evaluated before their questions are: each keeps the other lanes waiting. */
const opensAtOnce = 2;
/** State below which taking another lane's costs more than evaluating the tokens anew. */
const worthCopying = 16;
/** So much longer than a chunk is what is not worth an evaluation of its own. */
const slack = 1.25;

/**
 * Answers queries on several sequences of one context that are evaluated together. The lanes run in
 * lockstep: their questions are evaluated in one batch, their answers decoded in one batch a token.
 */
export class Lanes {
  readonly #queue = new PassageQueue();
  readonly #lanes: readonly Lane[];
  readonly #passages = new LRUCache<string, { tokens: readonly Token[]; grammar: AnswerGrammar }>({
    max: 256,
  });
  readonly #questions = new LRUCache<string, readonly Token[]>({ max: 256 });
  /** The passage whose state a lane holds. */
  readonly #held = new Map<Lane, string | undefined>();
  readonly #speedometer = new Speedometer();
  readonly #pace: ChunkPace;
  #running = false;
  /** How soon that was wanted which a lane was given last; absent when they all had nothing to do since. */
  #given: Want | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly send: (answer: AnswerMessage) => void,
  ) {
    this.#pace = new ChunkPace(runtime.context.batchSize);
    this.#lanes = Array.from({ length: runtime.description.lanes }, () => {
      const sequence = runtime.context.getSequence();
      return new Lane(sequence, copyStateOf(sequence));
    });
  }

  /**
   * Evaluates a few tokens that all passages begin with: the weights are read from the disk, and then the time that
   * it takes tells how much a later evaluation may hold.
   */
  async warmUp(): Promise<void> {
    const [lane] = this.#lanes;
    const start = passagePrompt(this.runtime.vocabulary, '').slice(0, 2 * warmUpTokens);
    await lane?.evaluate(start.slice(0, warmUpTokens));
    const ms = await timed(() => lane?.evaluate(start.slice(warmUpTokens)));
    this.#pace.warmedUp(warmUpTokens, ms);
  }

  /** Queues queries; a passage that does not fit is answered as `too-long` at once. */
  ask(queries: readonly QueryRequest[]): void {
    for (const query of queries) {
      const question = this.#question(query.type);
      const { tokens } = this.#passage(query);
      if (tokens.length + question.length + minAnswerTokens > this.runtime.context.contextSize)
        this.send({
          kind: 'answer',
          id: query.id,
          strings: [],
          outcome: 'too-long',
          tokens: { passage: tokens.length, answer: 0 },
          speed: this.#speedometer.speed,
        });
      else this.#queue.add(query, question, this.#draft(query, tokens.length + question.length));
    }
    void this.#run();
  }

  /** Drops queries, waiting or running; they are not answered any more. */
  cancel(ids: readonly number[]): void {
    const dropped = new Set(ids);
    this.#queue.cancel(dropped);
    for (const lane of this.#lanes) if (lane.job && dropped.has(lane.job.id)) lane.drop();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#given = undefined;
    besideEvaluation(() => TokenTree.of(this.runtime.vocabulary));
    try {
      const rhythm = new Rhythm(this.#lanes.length);
      for (;;) {
        await this.#closeRanks();
        const busy = this.#lanes.filter((lane) => lane.job);
        if (busy.length === 0 && this.#queue.empty) break;
        const refill = this.#hasWork && rhythm.next(busy.length, this.#waiting) === 'refill';
        const batch = refill ? await this.#assign(rhythm.isForNewcomer ? 1 : opensAtOnce) : busy;
        for (const part of this.#parts(batch)) await this.#step(part);
      }
    } finally {
      this.#running = false;
    }
  }

  /** What idle lanes may be given: while somebody waits for an answer, nothing that delays it; absent: anything. */
  get #upTo(): Want | undefined {
    const wants = this.#lanes.flatMap(({ job }) => (job && isAwaited(job.want) ? [job.want] : []));
    return wants.sort(compareWants).at(0);
  }

  /** Whether something waits that idle lanes may be given. */
  get #hasWork(): boolean {
    const { soonest } = this.#queue;
    const upTo = this.#upTo;
    return soonest !== undefined && (!upTo || compareWants(soonest, upTo) <= 0);
  }

  get #waiting(): Waiting {
    const { soonest } = this.#queue;
    if (soonest && (!this.#given || compareWants(soonest, this.#given) < 0)) return 'newcomer';
    return this.#upTo ? 'awaited' : 'nobody';
  }

  /**
   * Moves the busy lanes to the front. llama.cpp evaluates sequences in one batch only where their numbers
   * follow each other; a gap costs a whole step, a move the copy of one lane's state.
   */
  async #closeRanks(): Promise<void> {
    for (const [index, lane] of this.#lanes.entries()) {
      if (lane.job) continue;
      const last = this.#lanes.findLast((other) => other.job);
      if (!last || this.#lanes.indexOf(last) < index) return;
      await lane.takeOver(last);
      this.#held.set(lane, this.#held.get(last));
    }
  }

  /**
   * Gives every idle lane a query. The first about a passage is evaluated together with it, at once and alone;
   * the others take over the state up to where their questions differ.
   * @param mostOpened how many passages may be evaluated
   * @returns the lanes whose questions are still to be evaluated
   */
  async #assign(mostOpened: number): Promise<Lane[]> {
    const assigned: Lane[] = [];
    let opened = 0;
    for (const lane of this.#lanes) {
      while (!lane.job) {
        const holders = this.#holders();
        const next = this.#queue.take({
          own: this.#held.get(lane),
          holders,
          mayOpen: opened < mostOpened,
          upTo: this.#upTo,
        });
        if (!next) return assigned;
        this.#given = next.query.want;
        if (!holders.has(next.query.passage)) opened++;
        const { tokens, grammar } = this.#passage(next.query);
        const job: Job = {
          id: next.query.id,
          want: next.query.want,
          passageTokens: tokens.length,
          prompt: [...tokens, ...next.question],
          draft: next.draft.slice(0, this.#pace.tokens),
          decoder: new AnswerDecoder(grammar, this.runtime.vocabulary),
        };
        await this.#bringState(lane, job);
        this.#held.set(lane, next.query.passage);
        await lane.begin(job);
        if (lane.tokens.length < tokens.length || this.#isLong(lane)) await this.#open(lane, tokens.length);
        else assigned.push(lane);
      }
    }
    return assigned;
  }

  /** How many lanes hold each passage. */
  #holders(): Map<string | undefined, number> {
    const holders = new Map<string | undefined, number>();
    for (const passage of this.#held.values()) holders.set(passage, (holders.get(passage) ?? 0) + 1);
    return holders;
  }

  async #bringState(lane: Lane, job: Job): Promise<void> {
    const own = commonLength(lane.tokens, job.prompt);
    let best: Lane | undefined;
    let length = own;
    for (const other of this.#lanes) {
      const shared = commonLength(other.tokens, job.prompt);
      if (shared > length) [best, length] = [other, shared];
    }
    if (best && length - own >= worthCopying)
      await lane.copyState(best, Math.min(length, job.prompt.length - 1));
  }

  /**
   * Evaluates what is missing of the passage and the question, in chunks short enough that a cancellation is heard;
   * the passage's last with the question, since a longer stretch of one sequence costs less a token.
   */
  async #open(lane: Lane, passageTokens: number): Promise<void> {
    for (let isOpen = true; isOpen && lane.job;) {
      isOpen = passageTokens - lane.tokens.length > this.#pace.tokens || this.#isLong(lane);
      const count = isOpen ? Math.min(this.#pace.tokens, lane.unread - 1) : lane.waiting;
      const ms = await (isOpen ? timed(() => lane.prefill(count)) : this.#step([lane]));
      if (isOpen) this.#speedometer.add('read', count, ms);
      this.#pace.took(count, ms);
    }
  }

  /** Whether a part of the lane's prompt is to be evaluated before the step that begins its answer. */
  #isLong(lane: Lane): boolean {
    return lane.unread > 1 && lane.waiting > slack * this.#pace.tokens;
  }

  /** Lanes that are evaluated one after the other, since their questions together are more than a cancellation waits for. */
  #parts(lanes: readonly Lane[]): Lane[][] {
    const parts: Lane[][] = [];
    let room = 0;
    for (const lane of lanes) {
      const part = parts.at(-1);
      if (part && lane.waiting <= room) part.push(lane);
      else {
        parts.push([lane]);
        room = this.#pace.tokens;
      }
      room -= lane.waiting;
    }
    return parts;
  }

  /**
   * Evaluates the input of the lanes together, and sends the answers that are complete.
   * @returns how long the evaluation took, in milliseconds
   */
  async #step(lanes: readonly Lane[]): Promise<number> {
    const tokens = lanes.reduce((sum, lane) => sum + lane.waiting, 0);
    const length = evenLength(lanes.map(({ waiting }) => waiting));
    let ended: readonly (FinishedJob | undefined)[] = [];
    const ms = await timed(async () => {
      ended = await Promise.all(lanes.map((lane) => lane.step(length - lane.waiting)));
    });
    this.#speedometer.add(tokens > lanes.length ? 'read' : 'written', tokens, ms);
    for (const finished of ended) if (finished) this.#answer(finished);
    return ms;
  }

  #passage({ passage, style }: QueryRequest): { tokens: readonly Token[]; grammar: AnswerGrammar } {
    const key = style === undefined ? passage : `${style}\0${passage}`;
    let known = this.#passages.get(key);
    if (!known) {
      known = {
        tokens: passagePrompt(this.runtime.vocabulary, passage, style),
        grammar: new AnswerGrammar(passage),
      };
      this.#passages.set(key, known);
    }
    return known;
  }

  #question(type: string): readonly Token[] {
    let tokens = this.#questions.get(type);
    if (!tokens) this.#questions.set(type, (tokens = questionPrompt(this.runtime.vocabulary, type)));
    return tokens;
  }

  /** What the answer begins with if it is as expected; its last token needs no evaluation to be known. */
  #draft({ expected }: QueryRequest, promptTokens: number): readonly Token[] {
    if (!expected || expected.length === 0) return [];
    const room = this.runtime.context.contextSize - promptTokens - minAnswerTokens / 2;
    return answerTokens(this.runtime.vocabulary, expected).slice(0, -1).slice(0, room);
  }

  #answer({ job, outcome, answerTokens }: FinishedJob): void {
    this.send({
      kind: 'answer',
      id: job.id,
      strings: job.decoder.strings(),
      outcome,
      tokens: { passage: job.passageTokens, answer: answerTokens },
      speed: this.#speedometer.speed,
    });
  }
}

async function timed(work: () => Promise<unknown> | undefined): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
