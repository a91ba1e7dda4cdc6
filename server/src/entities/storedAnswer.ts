import { createHash } from 'node:crypto';
import { answersVersion } from '../model/answersVersion.ts';
import { keyLength } from './answerSegment.ts';
import type { KnownAnswer } from './cache.ts';

const outcomes = ['complete', 'truncated', 'too-long'] as const satisfies readonly KnownAnswer['outcome'][];

/**
 * The key of an answer on disk: a hash, so that it tells nothing of passage and type.
 * @param key tells model, passage and type
 */
export function storedKey(key: string): string {
  const hash = createHash('sha256').update(answersVersion).update('\0').update(key).digest();
  return hash.toString('latin1', 0, keyLength);
}

/**
 * An answer without any text: the outcome, then start and length (UTF-16 code units of the passage) and score of
 * each string.
 * @returns `undefined` for an answer with a string that does not stand in the passage
 */
export function packAnswer({ outcome, strings }: KnownAnswer, passage: string): string | undefined {
  const numbers: number[] = [outcomes.indexOf(outcome)];
  for (const { text, score } of strings) {
    const start = passage.indexOf(text);
    if (start < 0) return undefined;
    numbers.push(start, text.length, score);
  }
  return numbers.join(' ');
}

/** @returns `undefined` for what is no packed answer about this passage */
export function unpackAnswer(packed: string, passage: string): KnownAnswer | undefined {
  const [kind = '', ...rest] = packed.split(' ');
  const outcome = kind === '' ? undefined : outcomes[Number(kind)];
  const numbers = rest.map(Number);
  if (!outcome || numbers.length % 3 !== 0) return undefined;
  const strings: { text: string; score: number }[] = [];
  for (let at = 0; at < numbers.length; at += 3) {
    const [start = NaN, length = NaN, score = NaN] = numbers.slice(at, at + 3);
    if (!(start >= 0 && length > 0 && start + length <= passage.length && score >= 0 && score <= 1))
      return undefined;
    strings.push({ text: passage.slice(start, start + length), score });
  }
  return { outcome, strings };
}
