import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { rules } from './annotatedDocument.ts';
import {
  FormatError,
  type InputFile,
  type ReadAnnotation,
  type ReadDocument,
  type ReadResult,
} from './format.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A mention as its marks tell it: where they begin and end in the text. */
interface Reading {
  readonly mark: Element;
  readonly start: number;
  end: number;
}

/**
 * Reads the pages that this format writes. The text and the places are what the page shows, so that a page whose text
 * was corrected by hand is read as it stands. Marks of other origin are ignored and counted.
 * @throws {FormatError} when a file holds no such document
 */
export function readPages(files: readonly InputFile[]): ReadResult {
  const ignored = new Map<string, number>();
  const documents = files.flatMap(({ name, content }) => {
    const found = [...elementsOf(parse(content.replace(/^\ufeff/, '')), 'data-document')];
    if (found.length === 0 && !content.includes('content="Universal NER"')) {
      throw new FormatError(name, undefined, 'this is not a page that Universal NER wrote');
    }
    return found.map((article) => readArticle(article, ignored));
  });
  return { documents, ignored };
}

function readArticle(article: Element, ignored: Map<string, number>): ReadDocument {
  const readings = new Map<string, Reading>();
  const [prose] = elementsOf(article, 'lang');
  const text = prose ? readText(prose, '', readings, ignored) : '';
  // A mark within another ends first.
  const inOrder = [...readings].sort(([a], [b]) => Number(a) - Number(b));
  const languageId = attribute(article, 'data-language');
  return {
    name: attribute(article, 'data-document') ?? '',
    ...(languageId !== undefined && { languageId }),
    text,
    unit: 'utf16',
    annotations: inOrder.map(([, reading]) => toAnnotation(reading, text)),
  };
}

/** Appends the text below a node to what was read before, and notes the marks that stand in it. */
function readText(
  node: Node,
  before: string,
  readings: Map<string, Reading>,
  ignored: Map<string, number>,
): string {
  if (tree.isTextNode(node)) return before + tree.getTextNodeContent(node);
  if (!tree.isElementNode(node)) return before;
  let text = before;
  for (const child of tree.getChildNodes(node)) text = readText(child, text, readings, ignored);
  if (tree.getTagName(node) !== 'mark') return text;
  const number = attribute(node, 'data-mention');
  if (number === undefined) ignored.set('mark', (ignored.get('mark') ?? 0) + 1);
  else {
    const known = readings.get(number);
    if (known) known.end = text.length;
    else readings.set(number, { mark: node, start: before.length, end: text.length });
  }
  return text;
}

function toAnnotation({ mark, start, end }: Reading, text: string): ReadAnnotation {
  const score = Number(attribute(mark, 'data-score') ?? NaN);
  const foundBy = rules.find((rule) => rule === attribute(mark, 'data-found-by'));
  return {
    type: attribute(mark, 'data-type') ?? '',
    text: text.slice(start, end),
    start,
    end,
    ...(score >= 0 && score <= 1 && { score }),
    ...(foundBy && { foundBy }),
  };
}

/** The elements below a node that have an attribute, in document order; none below another that is found. */
function* elementsOf(node: Node, name: string): Generator<Element> {
  if (tree.isTextNode(node) || tree.isCommentNode(node) || tree.isDocumentTypeNode(node)) return;
  for (const child of tree.getChildNodes(node)) {
    if (tree.isElementNode(child) && attribute(child, name) !== undefined) yield child;
    else if (!tree.isTextNode(child)) yield* elementsOf(child, name);
  }
}

function attribute(element: Element, name: string): string | undefined {
  return tree.getAttrList(element).find((each) => each.name === name)?.value;
}
