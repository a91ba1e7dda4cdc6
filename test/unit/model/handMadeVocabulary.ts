import type { Token } from 'node-llama-cpp';
import type { Vocabulary } from '../../../server/src/model/local/vocabulary.ts';

/** A vocabulary of a few texts; the token after the last text is the end, the one after that has no text. */
export function handMadeVocabulary(texts: readonly string[]): Vocabulary & { id(text: string): Token } {
  const end = texts.length as Token;
  return {
    size: texts.length + 2,
    bos: undefined,
    end,
    isEnd: (token) => token === end,
    bytes: (token) => (token < texts.length ? new TextEncoder().encode(texts[token]) : undefined),
    tokenize: () => [],
    id: (text) => texts.indexOf(text) as Token,
  };
}
