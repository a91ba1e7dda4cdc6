import type { RuleOrigin, TextEdit } from '../protocol.ts';
import { moveSpan } from '../protocol.ts';
import type { Mention } from './mention.ts';
import { entityKey } from './mentionIndex.ts';

/** What a mention says, at its place in the source. */
export interface PlacedMention {
  readonly type: string;
  readonly text: string;
  readonly score: number;
  readonly start: number;
  readonly end: number;
  /** Absent: the model found it. */
  readonly foundBy?: RuleOrigin;
}

/** A mention as the store keeps it: it changes in place, and is made a {@link Mention} only where one is asked for. */
export class MentionRecord implements PlacedMention {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  readonly score: number;
  /** It was not dismissed. */
  readonly kept: boolean;
  readonly foundBy?: RuleOrigin;
  #start: number;
  #end: number;
  #isStale = false;
  #changed: number;
  #mention: Mention | undefined;
  #entity: string | undefined;

  /** @param revision at which it first differs from what a client knows */
  constructor(
    id: number,
    { type, text, score, start, end, foundBy }: PlacedMention,
    kept: boolean,
    revision: number,
  ) {
    this.id = id;
    this.type = type;
    this.text = text;
    this.score = score;
    this.kept = kept;
    if (foundBy) this.foundBy = foundBy;
    this.#start = start;
    this.#end = end;
    this.#changed = revision;
  }

  get start(): number {
    return this.#start;
  }
  get end(): number {
    return this.#end;
  }
  get isStale(): boolean {
    return this.#isStale;
  }
  /** The revision at which it last differed from what a client that moves spans itself has. */
  get changed(): number {
    return this.#changed;
  }
  /** See {@link entityKey}. */
  get entity(): string {
    this.#entity ??= entityKey(this.type, this.text);
    return this.#entity;
  }
  get mention(): Mention {
    this.#mention ??= {
      id: this.id,
      type: this.type,
      text: this.text,
      source: { start: this.#start, end: this.#end },
      score: this.score,
      state: this.#isStale ? 'stale' : 'suggested',
      ...(this.foundBy && { foundBy: this.foundBy }),
    };
    return this.#mention;
  }

  /** The same mention, kept or dismissed. */
  withKept(kept: boolean, revision: number): MentionRecord {
    const record = new MentionRecord(this.id, this, kept, revision);
    record.#isStale = this.#isStale;
    return record;
  }

  shift(by: number): void {
    if (by === 0) return;
    this.#start += by;
    this.#end += by;
    this.#mention = undefined;
  }

  /** Moves by the protocol's rule. @returns `gone`, or whether its own text changed */
  move(edit: TextEdit): 'gone' | 'touched' | 'moved' {
    const moved = moveSpan({ start: this.#start, end: this.#end }, edit);
    if (!moved) return 'gone';
    this.#start = moved.start;
    this.#end = moved.end;
    this.#mention = undefined;
    return moved.touched ? 'touched' : 'moved';
  }

  /** @returns whether it was not stale before */
  turnStale(revision: number): boolean {
    if (this.#isStale) return false;
    this.#isStale = true;
    this.#changed = revision;
    this.#mention = undefined;
    return true;
  }
}
