import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { type TypeAnswer, ground } from '../../../server/src/entities/ground.ts';
import { type OccurrenceCase, occurrences, undecided } from './occurrences.ts';

/** What a mention is told by: its type, its text and where it starts. */
export type Marked = readonly [type: string, text: string, start: number];

/** The text without its marks, and the mentions that they mark, in document order. */
function read({ text: marked }: OccurrenceCase): { text: string; wanted: Marked[] } {
  let text = '';
  const open: { type: string; start: number }[] = [];
  const wanted: Marked[] = [];
  for (const { 0: piece, groups } of marked.matchAll(/\{(?<type>[a-z ]+):|\}|[^{}]+/gu)) {
    const type = groups?.['type'];
    if (type !== undefined) open.push({ type, start: text.length });
    else if (piece === '}') {
      const mention = open.pop();
      assert.ok(mention, marked);
      wanted.push([mention.type, text.slice(mention.start), mention.start]);
    } else text += piece;
  }
  return { text, wanted: wanted.sort((a, b) => a[2] - b[2] || b[1].length - a[1].length) };
}

/** How the places of answers are found in a text. */
export type Finding = (text: string, answers: readonly TypeAnswer[]) => Marked[];

/** As the product does. */
export const asGrounded: Finding = (text, answers) =>
  ground(text, answers, 'all').mentions.map(({ type, start, end }) => [type, text.slice(start, end), start]);

/** At every place where the letters of an answer stand. */
export const asWritten: Finding = (text, answers) =>
  answers.flatMap(({ type, strings }) =>
    strings.flatMap(({ text: string }) =>
      Array.from({ length: text.length }, (_, start) => start)
        .filter((start) => text.startsWith(string, start))
        .map((start): Marked => [type, string, start]),
    ),
  );

/** What is found in a case, and what a person would mark. */
export function outcomeOf(
  occurrence: OccurrenceCase,
  find: Finding,
): { readonly found: Marked[]; readonly wanted: Marked[] } {
  const { text, wanted } = read(occurrence);
  const given = Object.entries(occurrence.answers ?? {}).map(([type, strings]) => ({ type, strings }));
  const marked = wanted.map(([type, string]) => ({ type, strings: [string] }));
  const answers = (occurrence.answers ? given : marked).map(({ type, strings }) => ({
    type,
    strings: strings.map((string) => ({ text: string, score: 0.5 })),
  }));
  return { found: find(text, answers), wanted };
}

/** README's table: the cases of each group, and how many of them come out right in either way. */
export function occurrenceTable(): string {
  const groups = [...Object.entries(occurrences), ['what the text does not decide', undecided] as const];
  const rows = groups.map(([what, cases]) => [
    what,
    cases.length,
    right(cases, asWritten),
    right(cases, asGrounded),
  ]);
  const sum = (column: number): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  const lines = [...rows, ['all', sum(1), sum(2), sum(3)]].map((row) => `| ${row.join(' | ')} |`);
  return ['| Decided by | Cases | As written | This extension |', '| --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

function right(cases: readonly OccurrenceCase[], find: Finding): number {
  const told = (mentions: readonly Marked[]): string[] =>
    [...new Set(mentions.map((mention) => JSON.stringify(mention)))].sort();
  return cases.filter((occurrence) => {
    const { found, wanted } = outcomeOf(occurrence, find);
    return isDeepStrictEqual(told(found), told(wanted));
  }).length;
}
