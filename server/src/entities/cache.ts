import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AnswerString } from '../model/engine.ts';
import type { AnswerDisk } from './answerDisk.ts';
import { packAnswer, storedKey, unpackAnswer } from './storedAnswer.ts';

/** What is remembered of an answer: strings of the passage, no offsets in a document. */
export interface KnownAnswer {
  readonly strings: readonly AnswerString[];
  /** A `too-long` passage is remembered too: it is cut at once the next time. */
  readonly outcome: 'complete' | 'truncated' | 'too-long';
}

/** Who asks a query that is not known yet. */
export type Claim =
  /** The caller asks it, and calls `end` in any case: with the answer, or with nothing when there is none. */
  | { readonly isMine: true; readonly end: (answer?: KnownAnswer) => void }
  /** Somebody else is asking it; fulfilled when they end, whatever became of it. */
  | { readonly isMine: false; readonly ended: Promise<void> };

interface Asking {
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/** About how many bytes an entry, a string of an answer and a UTF-16 code unit take. */
const entryBytes = 200;
const stringBytes = 80;
const unitBytes = 2;

/**
 * Answers by model, passage and the words of the type, so that moving, undoing and opening again ask nothing;
 * what was used longest ago is forgotten first. With a disk they outlive the process; it gets no text. A query is
 * asked by one caller at a time, see {@link claim}.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, KnownAnswer>;
  readonly #asking = new Map<string, Asking>();
  #disk: AnswerDisk | undefined;

  /** @param maxBytes about how much memory the answers may take */
  constructor(maxBytes = 64 * 1024 * 1024) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ strings }, key) =>
        strings.reduce(
          (sum, { text }) => sum + stringBytes + unitBytes * text.length,
          entryBytes + unitBytes * key.length,
        ),
    });
  }

  /** Where answers are kept beyond this process; `undefined`: nowhere. */
  use(disk: AnswerDisk | undefined): void {
    this.#disk = disk;
  }

  /** Reads from the disk what other processes wrote; to be awaited before {@link get} is asked about many keys. */
  async prepare(): Promise<void> {
    await this.#disk?.refresh();
  }

  /** Writes to the disk what is not written yet; to be awaited before the process ends. */
  async flush(): Promise<void> {
    await this.#disk?.flush();
  }

  /** Forgets every answer; those on the disk stay. */
  clear(): void {
    this.#answers.clear();
  }

  /** @param passage the text that the query is about */
  get(key: string, passage: string): KnownAnswer | undefined {
    const known = this.#answers.get(key);
    if (known || !this.#disk) return known;
    const packed = this.#disk.get(storedKey(key));
    const answer = packed === undefined ? undefined : unpackAnswer(packed, passage);
    if (answer) this.#answers.set(key, answer);
    return answer;
  }

  /**
   * Takes the right to ask a query, or tells when the one who has it is done.
   * @param passage the text that the query is about
   */
  claim(key: string, passage: string): Claim {
    const other = this.#asking.get(key);
    if (other) return { isMine: false, ended: other.ended };
    let resolve = (): void => undefined;
    const ended = new Promise<void>((done) => (resolve = done));
    const asking: Asking = { ended, end: resolve };
    this.#asking.set(key, asking);
    return {
      isMine: true,
      end: (answer) => {
        if (answer) this.#remember(key, passage, answer);
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
        asking.end();
      },
    };
  }

  #remember(key: string, passage: string, answer: KnownAnswer): void {
    this.#answers.set(key, answer);
    const packed = this.#disk && packAnswer(answer, passage);
    if (packed !== undefined) this.#disk?.put(storedKey(key), packed);
  }
}

/**
 * The part of a key that all queries of a passage share; {@link queryKey} makes the key. Holds no text.
 * @param modelKey tells one model's answers from another's
 * @param style the annotation style of the queries, where they have one
 */
export function passageKey(modelKey: string, passage: string, style?: string): string {
  const asker = style === undefined ? modelKey : JSON.stringify([modelKey, style]);
  return createHash('sha256').update(asker).update('\0').update(passage).digest('base64');
}

/** @param words what stands for the type in the prompt */
export function queryKey(passageKey: string, words: string): string {
  return `${passageKey} ${words}`;
}
