import type { Block } from '../document/prose.ts';
import type { AnnotatedDocument, Annotation } from './annotatedDocument.ts';
import type { Format, WriteOptions } from './format.ts';
import { markedText, type MarkPart } from './htmlMarks.ts';
import { readPages } from './htmlReader.ts';
import { pageStyle, toggledTypes } from './htmlStyle.ts';
import { htmlText } from './htmlText.ts';
import { identityColors } from './palette.ts';
import { cutScore } from './score.ts';

/** Tabs and search results cut a longer title; in code points. */
const TITLE_LENGTH = 60;

/** Nothing is loaded and no script runs, whatever the documents hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A web page that stands alone (HTML Living Standard): the prose of each document with its mentions in the identity
 * colours of their types, and a legend whose boxes turn types off. It can be read back: every `mark` carries its
 * mention's number, type and score in `data-` attributes.
 */
export const html: Format = {
  id: 'html',
  label: 'Web Page',
  description: 'For reading and printing: the prose with its mentions in colour, in one HTML file.',
  extension: 'html',
  unit: 'utf16',
  takesUnit: false,
  text: 'prose',
  perDocument: false,
  write: (documents, options = {}) => [{ extension: 'html', content: writePage(documents, options) }],
  read: readPages,
};

function* writePage(documents: Iterable<AnnotatedDocument>, options: WriteOptions): Generator<string> {
  let isFirst = true;
  for (const annotated of documents) {
    if (isFirst) yield head(annotated.name, options);
    isFirst = false;
    yield* article(annotated, options);
  }
  if (isFirst) yield head('', options);
  yield '</body>\n</html>\n';
}

function head(name: string, { palette = identityColors }: WriteOptions): string {
  const title = [...`Entities in ${name || 'no document'}`].slice(0, TITLE_LENGTH).join('');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Universal NER">
<title>${htmlText(title)}</title>
<style>
${pageStyle(palette)}
</style>
</head>
<body>
`;
}

/** A type of a document, as the page shows it. */
interface ShownType {
  readonly name: string;
  /** The classes of its number in the document and of its identity colour. */
  readonly classes: string;
  /** Its identity colour, from 1. */
  readonly slot: number;
  readonly isToggled: boolean;
  readonly count: number;
}

function* article(annotated: AnnotatedDocument, options: WriteOptions): Generator<string> {
  const { name, languageId, document, annotations } = annotated;
  const types = shownTypes(annotations, options);
  const language = options.languageOf?.(document.prose);
  yield `<article data-document="${htmlText(name)}" data-language="${htmlText(languageId)}">\n`;
  const heading = name.trim() === '' ? 'Untitled' : name;
  yield `<h1>${htmlText(heading)}</h1>\n${legend([...types.values()], annotations.length)}`;
  yield `<div class="prose" lang="${htmlText(language ?? '')}">`;
  const numbers = new Map(annotations.map((annotation, index) => [annotation, index + 1]));
  yield* markedText(document.prose, document.blocks, annotations, {
    open: (annotation, part) => {
      const number = numbers.get(annotation) ?? 0;
      return openMark(annotation, number, types.get(annotation.type), part, options);
    },
    openBlock,
    closeBlock: ({ kind }) => `</${kind === 'heading' ? 'h2' : 'p'}>`,
  });
  yield '</div>\n</article>\n';
}

function shownTypes(
  annotations: readonly Annotation[],
  { slotOf }: WriteOptions,
): ReadonlyMap<string, ShownType> {
  const counts = new Map<string, number>();
  for (const { type } of annotations) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts].map(([name, count], index): [string, ShownType] => {
    const slot = slotOf?.(name) ?? (index % identityColors.length) + 1;
    const classes = `t${String(index + 1)} s${String(slot)}`;
    return [name, { name, slot, classes, isToggled: index < toggledTypes, count }];
  });
  return new Map(types);
}

function legend(types: readonly ShownType[], mentionCount: number): string {
  if (types.length === 0) return '<p class="legend">No mentions</p>\n';
  const entries = types.map(({ name, classes, slot, isToggled, count }) => {
    const box = isToggled ? `<input type="checkbox" class="${classes}" checked>` : '';
    const text = `<span class="swatch s${String(slot)}"></span><span>${htmlText(name)}</span><span class="count">${String(count)}</span>`;
    return `<label>${box}${text}</label>\n`;
  });
  const names = '<label class="names"><input type="checkbox" class="show-names">Type names</label>\n';
  const title = `${String(mentionCount)} ${mentionCount === 1 ? 'mention' : 'mentions'}`;
  return `<fieldset class="legend">\n<legend>${title}</legend>\n${entries.join('')}${names}</fieldset>\n`;
}

function openBlock({ kind }: Block): string {
  return kind === 'heading' ? '<h2 dir="auto">' : `<p class="${kind}" dir="auto">`;
}

function openMark(
  { type, score, foundBy }: Annotation,
  number: number,
  shown: ShownType | undefined,
  { isContinued, isBlank }: MarkPart,
  { weakBelow = 0 }: WriteOptions,
): string {
  const isWeak = score !== undefined && score < weakBelow;
  const looks = [shown?.classes, isWeak && 'weak', isContinued && 'continued', isBlank && 'gap'];
  const attributes = [
    `class="${looks.filter(Boolean).join(' ')}"`,
    `data-mention="${String(number)}"`,
    `data-type="${htmlText(type)}"`,
    ...(score === undefined ? [] : [`data-score="${String(score)}"`]),
    ...(foundBy ? [`data-found-by="${foundBy}"`] : []),
    `title="${htmlText([type, ...sureness(score, foundBy)].join(', '))}"`,
  ];
  return `<mark ${attributes.join(' ')}>`;
}

function sureness(score: number | undefined, foundBy: string | undefined): string[] {
  if (foundBy) return [`found by a ${foundBy}`];
  // Cut, not rounded, as everywhere: what shows 0.50 is not weak.
  return score === undefined ? [] : [`score ${cutScore(score, 2).toFixed(2)}`];
}
