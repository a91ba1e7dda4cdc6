import { htmlBlockNames } from 'micromark-util-html-tag-name';
import { findFrontMatter } from './frontMatter.ts';
import type { Span } from './span.ts';

/** A stretch of Markdown that can be read on its own: whole blocks. */
export interface MarkdownChunk extends Span {
  /** What must stand before the chunk for the parser to understand it: a table's head, or nothing. */
  readonly context: string;
  /** `definition`: one that a reference points to, without prose. */
  readonly kind: 'blocks' | 'definition';
}

export interface ChunkSizes {
  /** From here on a chunk ends at the next heading or, by the text of the line, at some other block. */
  readonly least: number;
  /** From here on it ends at the next block. */
  readonly enough: number;
  /** From here on it ends inside its block: before a list item or a table row, at last at a space. */
  readonly most: number;
}
/** In UTF-16 code units. The parser reads about 1 million a second, and slows down with long blocks. */
const SIZES: ChunkSizes = { least: 2048, enough: 4096, most: 6144 };
/** Code units without prose that are read in one step. */
const STEP = 1 << 16;

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})/;
/** CommonMark's HTML blocks 1 to 5, which end at a text and not at a blank line. */
const HTML_UNTIL: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
];
const HTML_BLOCK = new RegExp(`^ {0,3}</?(?:${htmlBlockNames.join('|')})(?=[\\s>]|/>|$)`, 'i');
const HTML_TAG_LINE = /^ {0,3}<\/?[a-z][^<>]*>\s*$/i;
/** A heading or a thematic break: what stands below is no continuation of a paragraph. */
const NO_PARAGRAPH = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|(?:[-*_][ \t]*)+$)/;
const INDENTED = /^(?: {4}| {0,3}\t)/;
/** A list item or a footnote: indented lines below are its paragraphs, and elsewhere code. */
const CONTAINER = /^ {0,3}(?:[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|\[\^[^\]]+\]:)/;
const HEADING = /^#{1,6}(?=[ \t])/;
const LIST_ITEM = /^[-*+] +\S/;
const DEFINITION =
  /^ {0,3}\[(?!\^)(?:\\.|[^\\[\]])+\]:[ \t]*\S+(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
const DATA_DEFINITION = /^ {0,3}\[[^\]\r\n]+\]: *<?data:/;
const TABLE_DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;
const SENTENCE_END = /[.!?。！？][)"'”’]*\s*/gu;

/**
 * Cuts Markdown into chunks that can be read one after the other. A chunk ends where a block at the top level
 * surely starts: at a line without indentation after a blank line, or at a heading; where it ends depends on
 * the text around, so that an edit moves few ends. Fenced code, comments and other stretches without prose
 * (front matter, embedded images) are in no chunk. Blocks longer than `sizes.most` are cut inside. Yields
 * `undefined` where a long stretch without prose goes on.
 * Sources: CommonMark 0.31.2 (fenced code, HTML blocks), GitHub Flavored Markdown (tables).
 */
export function* cutMarkdown(
  source: string,
  sizes: ChunkSizes = SIZES,
): Generator<MarkdownChunk | undefined, void, undefined> {
  let start = findFrontMatter(source)?.end ?? (source.startsWith('\ufeff') ? 1 : 0);
  let read = start;
  let context = '';
  let table = '';
  let opaqueUntil: RegExp | undefined;
  let afterBlank = true;
  let inHtml = false;
  let inContainer = false;
  /** Whether no paragraph is open that the line could go on with. */
  let fresh = true;
  let before = '';
  for (const { at, end, line } of lines(source, start)) {
    if (opaqueUntil !== undefined) {
      if (opaqueUntil.test(line)) {
        opaqueUntil = undefined;
        afterBlank = fresh = true;
      }
      if (end - read > STEP) {
        read = end;
        yield undefined;
      }
      start = end;
      continue;
    }
    // Another line behind a definition is not read as it would be elsewhere.
    const alone = /[\r\n[]/.test(source.charAt(end)) || end === source.length;
    const definition = !inHtml && afterBlank && alone && DEFINITION.test(line);
    const opaque = definition ? {} : inHtml ? undefined : opaqueStart(line);
    if (opaque !== undefined) {
      if (at > start) yield { start, end: at, context, kind: 'blocks' };
      if (definition) yield { start: at, end, context: '', kind: 'definition' };
      start = end;
      context = table = before = '';
      opaqueUntil = opaque.end;
      afterBlank = fresh = true;
      continue;
    }
    const blank = line.trim() === '';
    if (blank) {
      inHtml = false;
      table = '';
    } else if (TABLE_DELIMITERS.test(line) && line.includes('|') && before.includes('|')) {
      table = `${before}\n${line}\n`;
    }
    const size = at - start;
    const heading = HEADING.test(line) && !inHtml;
    const newBlock = heading || (afterBlank && /^\S/.test(line));
    const inside = size >= sizes.most && !blank && (LIST_ITEM.test(line) || isRow(line, table));
    if (
      (newBlock && size >= sizes.least && (heading || size >= sizes.enough || isLandmark(line))) ||
      (inside && !inHtml)
    ) {
      yield { start, end: at, context, kind: 'blocks' };
      start = at;
      context = newBlock ? '' : table;
    }
    if (!blank && !inHtml) inHtml = HTML_BLOCK.test(line) || (fresh && HTML_TAG_LINE.test(line));
    const stands = NO_PARAGRAPH.test(line);
    if (stands || newBlock) inContainer = false;
    if (!stands && CONTAINER.test(line)) inContainer = true;
    fresh = blank || stands || (fresh && !inContainer && INDENTED.test(line));
    while (end - start > 2 * sizes.most) {
      const cut = cutInside(source, start, sizes.most);
      yield { start, end: cut, context, kind: 'blocks' };
      start = cut;
      context = '';
    }
    before = line;
    afterBlank = blank;
  }
  if (source.length > start) yield { start, end: source.length, context, kind: 'blocks' };
}

function* lines(source: string, from: number): Generator<{ at: number; end: number; line: string }> {
  for (let at = from; at < source.length;) {
    LINE.lastIndex = at;
    const text = LINE.exec(source)?.[0] ?? '';
    const end = at + text.length;
    yield { at, end, line: text.replace(/[\r\n]+$/, '') };
    at = end;
  }
}

/** Whether a line begins a stretch without prose, and what ends it; without `end`, it is the line alone. */
function opaqueStart(line: string): { readonly end?: RegExp } | undefined {
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) {
    return { end: new RegExp(`^ {0,3}${fence.charAt(0)}{${String(fence.length)},}[ \\t]*$`) };
  }
  if (DATA_DEFINITION.test(line)) return {};
  const html = HTML_UNTIL.find(([start]) => start.test(line));
  if (html === undefined) return undefined;
  return html[1].test(line) ? {} : { end: html[1] };
}

function isRow(line: string, table: string): boolean {
  return table !== '' && line.includes('|');
}

/** Whether a line is one of those before which chunks end; about every fourth, whatever stands around it. */
function isLandmark(line: string): boolean {
  let hash = 0;
  for (let at = 0; at < Math.min(line.length, 64); at++) hash = (hash * 31 + line.charCodeAt(at)) | 0;
  return ((hash ^ (hash >>> 15)) & 3) === 0;
}

/** Where to cut a block that is too long: after a sentence, else at a space, never inside a surrogate pair. */
function cutInside(source: string, start: number, size: number): number {
  const from = start + (size >>> 1);
  const window = source.slice(from, start + size);
  let cut = 0;
  for (const found of window.matchAll(SENTENCE_END)) cut = found.index + found[0].length;
  if (cut === 0) cut = window.search(/\s\S*$/) + 1;
  if (cut > 0) return from + cut;
  const last = source.charCodeAt(start + size - 1);
  return start + size - (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
}
