import type { OffsetMap } from '../document/offsetMap.ts';
import type { Passage } from '../document/passage.ts';
import { splitPassage } from '../document/passages.ts';
import type { AnswerString, Query } from '../model/engine.ts';
import { type AnswerCache, type KnownAnswer, passageKey, queryKey } from './cache.ts';
import type { FoundMention } from './documentEntities.ts';
import { type GroundedMention, type OverlapPolicy, type TypeAnswer, ground } from './ground.ts';
import type { KeptPassage } from './keptPassages.ts';
import type { PlacedMention } from './mentionRecord.ts';
import type { ResolvedType } from './types.ts';

/** A stretch of a passage that the model reads at once: all of it, unless it is too long for the model. */
interface Piece {
  /** UTF-16 offset in the passage. */
  readonly start: number;
  readonly text: string;
  readonly key: string;
  readonly answers: Map<string, readonly AnswerString[]>;
  readonly failed: Set<string>;
  /** There is no room for it in the model's context together with a question, and it can't be cut. */
  isTooLong: boolean;
  /** What patterns and terms have found, by the key of their type. */
  readonly ruled: Map<string, readonly GroundedMention[]>;
}

/** A query of a passage that has no answer yet, with its key in the cache. */
export interface OpenQuery extends Query {
  readonly key: string;
}

/** What all passages of an extraction have in common. */
export interface WorkOptions {
  readonly modelKey: string;
  /** Asked until answered. */
  readonly types: readonly ResolvedType[];
  /** Types that the document has besides: they take part in the grounding where their answers are known. */
  readonly besides: readonly ResolvedType[];
  readonly policy: OverlapPolicy;
  /** The annotation style of all queries; absent: none. */
  readonly style?: string;
  readonly map: OffsetMap;
  /** Whether a mention is shown: only such are rivals by the policy. Offsets in the source as it stands now; absent: all are. */
  readonly isShown?: (mention: PlacedMention) => boolean;
}

/** Mentions, and the names of all types that were looked for. */
interface Found {
  readonly types: ReadonlySet<string>;
  readonly mentions: readonly FoundMention[];
}

/** The questions about one passage, and what their answers so far make of it. */
export class PassageWork {
  readonly kept: KeptPassage;
  readonly #passage: Passage;
  readonly #options: WorkOptions;
  #pieces: readonly Piece[];

  constructor(kept: KeptPassage, passage: Passage, options: WorkOptions) {
    this.kept = kept;
    this.#passage = passage;
    this.#options = options;
    this.#pieces = [this.#piece(0, passage.text)];
  }

  get text(): string {
    return this.#passage.text;
  }

  /** Whether every query is answered or has failed. */
  get isDone(): boolean {
    return this.#pieces.every((piece) => this.#openTypes(piece).length === 0);
  }

  /** Whether there is anything that the model does not have to be asked for. */
  get hasRules(): boolean {
    return this.#options.types.some(({ find }) => find !== undefined);
  }

  /** Whether any of the types is asked about at all. */
  get needsModel(): boolean {
    return this.#options.types.some(({ wordings }) => wordings.length > 0);
  }

  get hasFailed(): boolean {
    return this.#pieces.some((piece) => piece.failed.size > 0);
  }

  /** Whether the model has answered any of the questions. */
  get hasAnswers(): boolean {
    const words = this.#options.types.flatMap(({ wordings }) => wordings);
    return this.#pieces.some(({ answers }) => words.some((each) => answers.has(each)));
  }

  /** Whether every part of it is too long for the model, with the questions that are asked. */
  get isTooLong(): boolean {
    return this.#pieces.every((piece) => piece.isTooLong);
  }

  /** Takes what the cache knows. @returns whether it knew anything. */
  recall(cache: AnswerCache): boolean {
    const { types, besides } = this.#options;
    let recalled = false;
    const pieces = [...this.#pieces];
    for (const piece of pieces) {
      for (const words of [...types, ...besides].flatMap(({ wordings }) => wordings)) {
        if (piece.answers.has(words) || piece.failed.has(words)) continue;
        const answer = cache.get(queryKey(piece.key, words), piece.text);
        if (!answer) continue;
        recalled = true;
        if (answer.outcome !== 'too-long') {
          piece.answers.set(words, answer.strings);
          continue;
        }
        pieces.push(...this.#split(piece));
        break;
      }
    }
    return recalled;
  }

  /** What is still to ask; types of the same words are one query. */
  openQueries(): OpenQuery[] {
    const { style } = this.#options;
    return this.#pieces.flatMap((piece) =>
      this.#openTypes(piece).map((type) => ({
        passage: piece.text,
        type,
        ...(style !== undefined && { style }),
        key: queryKey(piece.key, type),
      })),
    );
  }

  /** Strings of the answers to an earlier text of the passage that also stand in this one. */
  expected({ passage, type }: Query, cache: AnswerCache): string[] {
    const { modelKey, style } = this.#options;
    const strings = (this.kept.former ?? []).flatMap((texts) => {
      for (const text of texts) {
        const known = cache.get(queryKey(passageKey(modelKey, text, style), type), text);
        if (known) return known.strings;
      }
      return [];
    });
    return [...new Set(strings.map(({ text }) => text))].filter((text) => passage.includes(text));
  }

  /** Takes the answer to one of its queries; `undefined` when the query failed. */
  take({ passage, type }: Query, answer: KnownAnswer | undefined): void {
    for (const piece of this.#pieces.filter(({ text }) => text === passage)) {
      if (!answer) piece.failed.add(type);
      else if (answer.outcome === 'too-long') this.#split(piece);
      else piece.answers.set(type, answer.strings);
    }
  }

  /**
   * What is found so far; offsets from the passage's start in the source. A type is settled when its wordings are
   * all answered, or have failed beside an answered one; of the open ones there is what rules and the wordings
   * that are answered have found.
   */
  ground(): { settled: Found; open: Found; ungrounded: number } {
    const { types, besides } = this.#options;
    const all = [...types, ...besides];
    const settled = all.filter((type) => this.#isSettled(type));
    const open = all.filter((type) => !settled.includes(type));
    const { found, ungrounded } = this.#groundTypes(settled);
    return {
      settled: { types: namesOf(settled), mentions: found },
      open: { types: namesOf(open), mentions: this.#groundTypes(open).found },
      ungrounded,
    };
  }

  /** What patterns and terms find, whatever the model says; offsets as in {@link ground}. */
  groundRules(): FoundMention[] {
    return this.#groundTypes(this.#options.types.map((type) => ({ ...type, wordings: [] }))).found;
  }

  #isSettled({ wordings }: ResolvedType): boolean {
    if (wordings.length === 0) return true;
    return this.#pieces.every(
      ({ answers, failed }) =>
        wordings.some((words) => answers.has(words)) &&
        wordings.every((words) => answers.has(words) || failed.has(words)),
    );
  }

  #groundTypes(types: readonly ResolvedType[]): { found: FoundMention[]; ungrounded: number } {
    const { policy, map, isShown = () => true } = this.#options;
    const { start } = map.toSource(this.#passage);
    let ungrounded = 0;
    const found = this.#pieces.flatMap((piece) => {
      const from = this.#passage.start + piece.start;
      const placed = (mention: GroundedMention): FoundMention => {
        const source = map.toSource({ start: from + mention.start, end: from + mention.end });
        const text = piece.text.slice(mention.start, mention.end);
        return { ...mention, text, start: source.start - start, end: source.end - start };
      };
      const counts = (mention: GroundedMention): boolean => {
        const found = placed(mention);
        return isShown({ ...found, start: this.kept.start + found.start, end: this.kept.start + found.end });
      };
      const answers = types.flatMap(({ name, wordings }) =>
        wordings.map((words): TypeAnswer => ({ type: name, strings: piece.answers.get(words) ?? [] })),
      );
      const ruled = types.flatMap((type) => this.#ruled(piece, type));
      if (answers.every(({ strings }) => strings.length === 0) && ruled.length === 0) return [];
      const grounded = ground(piece.text, answers, policy, ruled, counts);
      ungrounded += grounded.ungrounded;
      return grounded.mentions.map(placed);
    });
    return { found, ungrounded };
  }

  /** What the type's patterns and terms find in the piece; searched once. */
  #ruled(piece: Piece, { name, find, key }: ResolvedType): readonly GroundedMention[] {
    if (!find) return [];
    let ruled = piece.ruled.get(key);
    if (!ruled) {
      ruled = find(piece.text).map((match) => ({ type: name, score: 1, ...match }));
      piece.ruled.set(key, ruled);
    }
    return ruled;
  }

  #piece(start: number, text: string): Piece {
    return {
      start,
      text,
      key: passageKey(this.#options.modelKey, text, this.#options.style),
      answers: new Map(),
      failed: new Set(),
      isTooLong: false,
      ruled: new Map(),
    };
  }

  #openTypes(piece: Piece): string[] {
    const words = new Set(this.#options.types.flatMap(({ wordings }) => wordings));
    return [...words].filter((word) => !piece.answers.has(word) && !piece.failed.has(word));
  }

  /** @returns the new pieces; none when the piece can't be cut: its queries have failed then. */
  #split(piece: Piece): readonly Piece[] {
    const parts = splitPassage(piece.text)?.map(({ start, end }) =>
      this.#piece(piece.start + start, piece.text.slice(start, end)),
    );
    if (parts) this.#pieces = this.#pieces.flatMap((other) => (other === piece ? parts : [other]));
    else {
      piece.isTooLong = true;
      for (const words of this.#openTypes(piece)) piece.failed.add(words);
    }
    return parts ?? [];
  }
}

function namesOf(types: readonly ResolvedType[]): ReadonlySet<string> {
  return new Set(types.map(({ name }) => name));
}
