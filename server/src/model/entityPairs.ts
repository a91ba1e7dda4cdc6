import { withoutThoughts } from './conversationAnswer.ts';
import { readLiterals } from './lenientLiteral.ts';
import type { LiteralItem, LiteralList, LiteralString } from './literal.ts';
import { pairsInLines } from './entityLines.ts';

/** An entity that a model named, and the type that it gave to it; white space is single. */
export interface EntityPair {
  readonly entity: string;
  readonly type: string;
}

const entityKey = /^(?:entit(?:y|ies)(?: ?\d+)?|text|name|mentions?|value|word|span|phrase|term)$/iu;
const typeKey = /^(?:(?:entity[ _-]?)?types?(?: of entity(?: \d+)?)?|label|category|class|tag|ner)$/iu;
/** Names of lists, not of types. */
const containerKey = /^(?:entit(?:y|ies)|named[ _]entities|results?|output|answer|data|items|tuples|list)$/iu;
/** What the prompt shows as its format is no answer. */
const placeholder = /^(?:type of )?entity \d+$/iu;
const longestType = 60;
const mostTypeWords = 8;

/**
 * Reads what an instruct model answers to `dataConstructionPrompt`: the list of tuples that was asked for, or what
 * models write instead: JSON of several shapes, lists and tables with an entity a line, all within other words or
 * Markdown fences, with quotes of all kinds, broken off anywhere. A string that lacks its end is left out.
 * @param passage tells which of two strings is the entity, where a model turned them round
 * @returns each pair once, in the order of the answer; not all entities need to stand in the passage
 */
export function readEntityPairs(output: string, passage: string): EntityPair[] {
  const stands = standsIn(passage);
  const text = withoutThoughts(output).replace(/^\s*```[\w-]*\s*$/gmu, '');
  const listed = readLiterals(text).flatMap((list) => pairsOf(list, isAlone(list, text)));
  const read = listed.some(isPlausible) ? listed : pairsInLines(text);
  const pairs = new Map<string, EntityPair>();
  for (const pair of read.flatMap((each) => turned(each, stands))) {
    if (isPlausible(pair)) pairs.set(JSON.stringify([pair.entity, pair.type]), pair);
  }
  return [...pairs.values()];
}

/** @param isData the list is known to be no remark in brackets */
function pairsOf(list: LiteralList, isData: boolean): EntityPair[] {
  const keyed = list.items.flatMap(({ key, value }) => (key === undefined ? [] : [{ key, value }]));
  if (keyed.length > 0) return [...pairsOfObject(keyed), ...nestedPairs(unkeyed(list))];
  const strings = list.items.flatMap(({ value }) => (value.kind === 'string' ? [value] : []));
  const nested = nestedPairs(list.items);
  if (nested.length > 0 || strings.length < 2) return nested;
  return isData || strings.some(({ isQuoted }) => isQuoted) ? pairOfTuple(list, strings) : [];
}

function unkeyed({ items }: LiteralList): LiteralItem[] {
  return items.filter(({ key }) => key === undefined);
}

function nestedPairs(items: readonly LiteralItem[]): EntityPair[] {
  return items.flatMap(({ value }) => (value.kind === 'list' ? pairsOf(value, true) : []));
}

/** The first two strings; of words without quotes the last is the type, since commas may part the entity. */
function pairOfTuple({ bracket }: LiteralList, strings: readonly LiteralString[]): EntityPair[] {
  const [first, second] = strings;
  if (!first || !second || first.isCut) return [];
  if (strings.some(({ isQuoted }) => isQuoted)) {
    const isTuple = strings.length <= 3 || bracket === '(';
    return isTuple && !second.isCut ? [pairOf(first.text, second.text)] : [];
  }
  const last = strings.at(-1);
  if (bracket === '[' && strings.length > 3) return [];
  const entity = strings.slice(0, -1).map(({ text }) => text);
  return last && !last.isCut ? [pairOf(entity.join(', '), last.text)] : [];
}

/** `{"entity": "a", "type": "b"}`, `{"a": "b"}`, or `{"b": ["a", ...]}`. */
function pairsOfObject(entries: readonly Required<LiteralItem>[]): EntityPair[] {
  const entities = entries.filter(({ key }) => entityKey.test(key)).flatMap(({ value }) => stringsOf(value));
  const types = entries.filter(({ key }) => typeKey.test(key)).flatMap(({ value }) => stringsOf(value));
  if (entities.length > 0 && types.length > 0)
    return entities.flatMap((entity) => types.map((type) => pairOf(entity, type)));
  return entries.flatMap(({ key, value }) => {
    if (value.kind === 'string') {
      // One of the two alone: the other was lost.
      const isHalf = entityKey.test(key) || typeKey.test(key);
      return value.isCut || isHalf ? [] : [pairOf(key, value.text)];
    }
    const nested = nestedPairs([{ value }]);
    const isNested = value.items.some((item) => item.value.kind === 'list' || item.key !== undefined);
    if (containerKey.test(key) || isNested) return nested;
    return stringsOf(value).map((entity) => pairOf(entity, key));
  });
}

function stringsOf(value: LiteralItem['value']): string[] {
  if (value.kind === 'string') return value.isCut ? [] : [value.text];
  return value.items.flatMap((item) => (item.key === undefined ? stringsOf(item.value) : []));
}

function pairOf(entity: string, type: string): EntityPair {
  return { entity: tidy(entity), type: tidy(type) };
}

function tidy(text: string): string {
  const single = text.replace(/\s+/gu, ' ').trim();
  return single.replace(/^(["'`\u201c\u2018])(.+)["'`\u201d\u2019]$/u, '$2').trim();
}

/** Whether nothing but a list's mark stands before it on its line, and nothing but a comma after it. */
function isAlone({ start, end }: LiteralList, text: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [after = ''] = text.slice(end, end + 200).split('\n');
  return /^\s*(?:[-*\u2022]|\d+[.)])?\s*$/u.test(before) && /^[\s,.;]*$/u.test(after);
}

function isPlausible({ entity, type }: EntityPair): boolean {
  return (
    /[\p{L}\p{N}]/u.test(entity) &&
    /\p{L}/u.test(type) &&
    type.length <= longestType &&
    type.split(' ').length <= mostTypeWords &&
    !/["\u201c\u201d()[\]{}]/u.test(type) &&
    !placeholder.test(entity)
  );
}

function standsIn(passage: string): (text: string) => boolean {
  const folded = passage.replace(/\s+/gu, ' ').toLowerCase();
  return (text) => folded.includes(text.toLowerCase());
}

/** As the prompt asked for it: the entity first. "Person: Ada, Bob" is two entities. */
function turned(pair: EntityPair, stands: (text: string) => boolean): EntityPair[] {
  const { entity, type } = pair;
  if (stands(entity)) return [pair];
  if (stands(type)) return [{ entity: type, type: entity }];
  const several = type.split(/\s*[,;]\s*/u).filter((part) => part !== '' && stands(part));
  return several.length > 0 ? several.map((part) => ({ entity: part, type: entity })) : [pair];
}
