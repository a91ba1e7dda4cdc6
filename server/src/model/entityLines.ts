import type { EntityPair } from './entityPairs.ts';

const listMark = /^\s*(?:[-*+\u2022]|\d+[.)])\s+/u;
/** A long entity is a sentence, and no entity. */
const longestEntity = 160;
const arrow = /^(.+?)\s*(?:->|=>|\u2192|\t+)\s*(.+)$/u;
const quotedFirst = /^["'\u201c\u2018`](.+?)["'\u201d\u2019`]\s*(?:[:,=\u2013\u2014-]|\bis an?\b)\s*(.+)$/u;
const colonOrDash = /^(.+?)(?:\s*:\s+|\s+[\u2013\u2014-]\s+)(.+)$/u;
const inBrackets = /^(.+?)\s*[([]([^()[\]]+)[)\]]\.?$/u;
const tableBorder = /^[\s|:+=-]+$/u;
const tableHead = /^(?:entit(?:y|ies)|name|text|mention)$/iu;

/** Reads answers that have an entity a line: lists such as `1. Ada Lovelace: person`, and Markdown tables. */
export function pairsInLines(text: string): EntityPair[] {
  return text.split('\n').flatMap((line) => {
    const isListed = listMark.test(line);
    const content = line
      .replace(listMark, '')
      .replace(/\*\*|__/gu, '')
      // Runs of white space would be looked through again and again.
      .replace(/[^\S\t]+/gu, ' ')
      .replace(/\t+/gu, '\t')
      .trim();
    if (content.startsWith('|')) return pairInRow(content);
    const ways = [arrow, quotedFirst, ...(isListed ? [colonOrDash, inBrackets] : [])];
    for (const way of ways) {
      const [, entity, type] = way.exec(content) ?? [];
      if (entity !== undefined && type !== undefined) return pairIn(entity, type);
    }
    return [];
  });
}

function pairInRow(row: string): EntityPair[] {
  if (tableBorder.test(row)) return [];
  const [entity = '', type = ''] = row.replace(/^\|/u, '').split('|');
  return tableHead.test(entity.trim()) ? [] : pairIn(entity, type);
}

function pairIn(entity: string, type: string): EntityPair[] {
  const pair = { entity: bare(entity), type: bare(type) };
  return pair.entity.length <= longestEntity && pair.type !== '' ? [pair] : [];
}

/** Without the quotes around it and the full stop behind it. */
function bare(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.,;]+$/u, '')
    .replace(/^["'`\u201c\u2018]+|["'`\u201d\u2019]+$/gu, '')
    .trim();
}
