import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';
import { decodeString } from 'micromark-util-decode-string';
import { BlockWriter } from './blockWriter.ts';
import type { Labels } from './markdownLabels.ts';
import type { BlockKind } from './prose.ts';
import type { ProseFragment } from './proseBuilder.ts';

/**
 * Stands for inline code, URLs and other things that a reader sees but that are not prose: U+FFFC, Unicode's
 * "placeholder in the text for an otherwise unspecified object". It is no letter, so the words around neither
 * touch nor become neighbours, and no mention runs over it.
 */
const OBJECT = '\ufffc';
/** Cells of a row stand apart by more than white space, so that no mention runs over two of them. */
const CELL_SEPARATOR = ' | ';

const EXTENSIONS = [gfm()];

/** Nothing inside these is prose. */
const SKIPPED = new Set([
  'codeFenced',
  'codeIndented',
  'definition',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'htmlFlow',
  'htmlText',
  'reference',
  'resource',
  'tableDelimiterRow',
  'taskListCheck',
]);
/** A reader sees these as things, not as prose. */
const OBJECTS = new Set(['codeText', 'autolinkProtocol', 'literalAutolinkHttp', 'literalAutolinkWww']);
/** What stands as it is in the source. E-mail addresses are prose: people look for them as entities. */
const TEXTS = new Set(['data', 'characterEscapeValue', 'autolinkEmail', 'literalAutolinkEmail']);
const BLOCKS: Readonly<Record<string, BlockKind>> = {
  atxHeadingText: 'heading',
  setextHeadingText: 'heading',
  paragraph: 'paragraph',
  tableRow: 'tableRow',
};
const CONTAINERS: Readonly<Record<string, BlockKind>> = {
  listOrdered: 'listItem',
  listUnordered: 'listItem',
  gfmFootnoteDefinition: 'footnote',
};

/**
 * Reads the prose of a stretch of Markdown (CommonMark and GitHub's extensions) that holds whole blocks.
 * Offsets come from the parser's tokens (source: micromark's token types), never from searching.
 * @param labels those of the whole document; what the parser finds is added
 * @param skip how many code units at the start are there for context only (a table's head): not read as prose
 */
export function readMarkdownBlocks(source: string, labels: Labels, skip = 0): ProseFragment {
  const parser = parse({ extensions: EXTENSIONS });
  parser.defined = labels.definitions;
  parser.gfmFootnotes = labels.footnotes;
  const writer = new BlockWriter();
  // The parser leaves a byte order mark out and counts without it.
  const base = source.startsWith('\ufeff') ? 1 : 0;
  const containers: BlockKind[] = [];
  let skipped = 0;
  let images = 0;
  let hardBreak = false;
  let onlyImages = true;

  const events = postprocess(parser.document().write(preprocess()(source, undefined, true)));
  for (const [edge, token] of events) {
    const type: string = token.type;
    const start = token.start.offset + base;
    const end = token.end.offset + base;
    if (start < skip) continue;
    if (SKIPPED.has(type)) {
      skipped += edge === 'enter' ? 1 : -1;
      if (type === 'htmlText' && edge === 'exit' && /^<br\b/i.test(source.slice(start, end))) {
        writer.lineEnd(start, end, true);
      }
    }
    if (skipped > 0) continue;
    const container = CONTAINERS[type];
    if (container !== undefined) {
      if (edge === 'enter') containers.push(container);
      else containers.pop();
    } else if (BLOCKS[type] !== undefined) {
      if (edge === 'exit') {
        if (type === 'paragraph' && onlyImages) writer.become('alt');
        writer.close();
      } else {
        const kind = BLOCKS[type];
        writer.open(kind === 'paragraph' ? (containers.at(-1) ?? kind) : kind);
        onlyImages = true;
        hardBreak = false;
      }
    } else if (type === 'tableContent') {
      if (edge === 'enter') writer.separate(CELL_SEPARATOR);
    } else if (type === 'image') {
      images += edge === 'enter' ? 1 : -1;
      writer.separate(' ');
    } else if (edge === 'enter') continue;
    else if (type === 'hardBreakEscape' || type === 'hardBreakTrailing') hardBreak = true;
    else if (type === 'lineEnding') {
      writer.lineEnd(start, end, hardBreak);
      hardBreak = false;
    } else if (OBJECTS.has(type)) {
      onlyImages = false;
      writer.replace(OBJECT, start, end);
    } else if (TEXTS.has(type)) {
      const text = source.slice(start, end);
      if (images === 0 && text.trim() !== '') onlyImages = false;
      if (type === 'characterEscapeValue') writer.replace(text, start - 1, end);
      else writer.copy(text, start);
    } else if (type === 'characterReference') {
      onlyImages = false;
      writer.replace(decodeString(source.slice(start, end)), start, end);
    }
  }
  return writer.fragment();
}
