import { readLiterals } from './lenientLiteral.ts';

/** What models that think aloud say before their answer; it may have no end yet. */
const thoughts = /^\s*<(think(?:ing)?)>.*?(?:<\/\1>|$)/isu;
const emptyList = /\[\s*\]/u;
const noEntities = /\bno (?:named )?entit/iu;

/** An answer without what the model thought aloud before it; empty while it still thinks. */
export function withoutThoughts(output: string): string {
  return output.replace(thoughts, '');
}

/**
 * Whether the list of entities that was asked for is whole, and the model goes on to something else: remarks, or the
 * next passage of its own invention. Some models write several lists, which are one answer.
 */
export function isListWhole(output: string): boolean {
  const text = withoutThoughts(output);
  return readLiterals(text).some(({ items, end }) => {
    const after = text.slice(end).trimStart();
    return items.some(({ value }) => value.kind === 'list') && after !== '' && !/^[,;[({]/u.test(after);
  });
}

/** Shorter repetitions are a part of many lists, in UTF-16 code units. */
const shortestRound = 8;
const longestRound = 400;

/** Whether the answer ends with the same text three times: small models go round in circles, to the last token. */
export function isGoingRound(output: string): boolean {
  for (let length = shortestRound; length <= longestRound && 3 * length <= output.length; length++) {
    const last = output.slice(-length);
    if (output.endsWith(last + last + last)) return true;
  }
  return false;
}

/** Whether an answer in which no entities were read says that there are none. */
export function saysNone(output: string): boolean {
  const text = withoutThoughts(output);
  return emptyList.test(text) || noEntities.test(text);
}
