import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AnswerString } from '../model/engine.ts';

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
 * what was used longest ago is forgotten first. A query is asked by one caller at a time, see {@link claim}.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, KnownAnswer>;
  readonly #asking = new Map<string, Asking>();

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

  get(key: string): KnownAnswer | undefined {
    return this.#answers.get(key);
  }

  /** Takes the right to ask a query, or tells when the one who has it is done. */
  claim(key: string): Claim {
    const other = this.#asking.get(key);
    if (other) return { isMine: false, ended: other.ended };
    let resolve = (): void => undefined;
    const ended = new Promise<void>((done) => (resolve = done));
    const asking: Asking = { ended, end: resolve };
    this.#asking.set(key, asking);
    return {
      isMine: true,
      end: (answer) => {
        if (answer) this.#answers.set(key, answer);
        if (this.#asking.get(key) === asking) this.#asking.delete(key);
        asking.end();
      },
    };
  }
}

/**
 * The part of a key that all queries of a passage share; {@link queryKey} makes the key. Holds no text.
 * @param modelKey tells one model's answers from another's
 */
export function passageKey(modelKey: string, passage: string): string {
  return createHash('sha256').update(modelKey).update('\0').update(passage).digest('base64');
}

/** @param words what stands for the type in the prompt */
export function queryKey(passageKey: string, words: string): string {
  return `${passageKey} ${words}`;
}
