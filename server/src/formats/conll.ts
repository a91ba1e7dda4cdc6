import type { AnnotatedDocument } from './annotatedDocument.ts';
import { withoutBlank } from './blank.ts';
import { encodeType, parseTag } from './conllTag.ts';
import {
  FormatError,
  linesOf,
  type Format,
  type InputFile,
  type ReadAnnotation,
  type ReadDocument,
  type WriteOptions,
} from './format.ts';
import { flatten } from './flatten.ts';
import { sentencesOf, tokensOf } from './tokens.ts';

const DOCUMENT_START = '-DOCSTART-';

/**
 * The column format of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): `token POS chunk tag`, a blank line
 * after each sentence, `-DOCSTART-` before each document, tags in IOB2 (BIO). Part of speech and chunk are
 * not known: `-X-`. Of overlapping mentions the longest is written, the others are reported as left out. A
 * token ends where a mention does, so that no mention is lost or widened.
 */
export const conll: Format = {
  id: 'conll',
  label: 'CoNLL-2003 BIO',
  description: 'For training taggers: one token of the prose a line, BIO tags, no offsets.',
  extension: 'conll',
  unit: 'utf16',
  takesUnit: false,
  text: 'prose',
  perDocument: false,
  write: (documents, options = {}) => [{ extension: 'conll', content: writeAll(documents, options) }],
  read: (files) => {
    const ignored = new Map<string, number>();
    const documents = files.flatMap((file) => [...readFile(file, ignored)]);
    return { documents, ignored };
  },
};

function* writeAll(documents: Iterable<AnnotatedDocument>, options: WriteOptions): Generator<string> {
  for (const document of documents) {
    yield `${DOCUMENT_START} -X- -X- O\n\n`;
    yield* writeDocument(document, options);
  }
}

function* writeDocument(annotated: AnnotatedDocument, options: WriteOptions): Generator<string> {
  const { prose } = annotated.document;
  const { kept, covered } = flatten(withoutBlank(annotated, options));
  for (const annotation of covered)
    options.onLeftOut?.({ document: annotated.name, annotation, reason: 'overlap' });
  let next = 0;
  let written = -1;
  for (const sentence of sentencesOf(
    annotated.document,
    kept.map((annotation) => annotation.prose),
  )) {
    const borders: number[] = [];
    for (let at = next; (kept[at]?.prose.start ?? Infinity) < sentence.end; at++) {
      const { start, end } = kept[at]?.prose ?? sentence;
      borders.push(start, end);
    }
    let hasTokens = false;
    for (const token of tokensOf(prose, sentence, borders)) {
      while ((kept[next]?.prose.end ?? Infinity) <= token.start) next++;
      const annotation = kept[next];
      const isTagged = annotation !== undefined && annotation.prose.start <= token.start;
      const tag = isTagged ? `${written === next ? 'I' : 'B'}-${encodeType(annotation.type)}` : 'O';
      if (isTagged) written = next;
      yield `${prose.slice(token.start, token.end)} -X- -X- ${tag}\n`;
      hasTokens = true;
    }
    if (hasTokens) yield '\n';
  }
}

/** Collects the tokens of one document into a text: a space between tokens, a line for each sentence. */
class DocumentReader {
  readonly #annotations: ReadAnnotation[] = [];
  readonly #pieces: string[] = [];
  #length = 0;
  #separator = '';
  #open: { type: string; start: number } | undefined;

  addToken(token: string, tag: NonNullable<ReturnType<typeof parseTag>>): void {
    const goesOn =
      (tag.kind === 'inside' || tag.kind === 'end') &&
      this.#open?.type === tag.type &&
      this.#separator === ' ';
    if (!goesOn) this.#close();
    this.#pieces.push(this.#separator, token);
    this.#length += this.#separator.length;
    if (tag.kind !== 'outside') this.#open ??= { type: tag.type, start: this.#length };
    this.#length += token.length;
    this.#separator = ' ';
    if (tag.kind === 'end' || tag.kind === 'single') this.#close();
  }

  endSentence(): void {
    this.#close();
    if (this.#length > 0) this.#separator = '\n';
  }

  finish(name: string): ReadDocument {
    this.#close();
    const text = this.#pieces.join('');
    const annotations = this.#annotations.map((read) => ({
      ...read,
      text: text.slice(read.start, read.end),
    }));
    return { name, text, unit: 'utf16', annotations };
  }

  #close(): void {
    if (this.#open !== undefined) this.#annotations.push({ ...this.#open, end: this.#length, text: '' });
    this.#open = undefined;
  }
}

function* readFile({ name, content }: InputFile, ignored: Map<string, number>): Generator<ReadDocument> {
  let document: DocumentReader | undefined;
  let count = 0;
  const nameNext = () => (++count === 1 ? name : `${name}#${String(count)}`);
  for (const [index, line] of linesOf(content).entries()) {
    if (line.trim() === '') {
      document?.endSentence();
      continue;
    }
    const columns = line.includes('\t') ? line.split('\t') : line.trim().split(/ +/);
    if (columns[0] === DOCUMENT_START) {
      if (document !== undefined) yield document.finish(nameNext());
      document = new DocumentReader();
      continue;
    }
    const tag = columns.length < 2 ? undefined : parseTag((columns.at(-1) ?? '').trim());
    if (tag === undefined && line.startsWith('#')) {
      ignored.set('comment', (ignored.get('comment') ?? 0) + 1);
      continue;
    }
    if (tag === undefined) {
      const reason =
        columns.length < 2
          ? 'a token and a tag are needed'
          : `"${columns.at(-1) ?? ''}" is no tag such as O or B-PER`;
      throw new FormatError(name, index + 1, reason);
    }
    document ??= new DocumentReader();
    document.addToken(columns[0] ?? '', tag);
  }
  if (document !== undefined) yield document.finish(nameNext());
}
