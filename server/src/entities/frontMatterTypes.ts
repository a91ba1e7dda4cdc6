import * as l10n from '@vscode/l10n';
import type { Document, ParsedNode, YAMLMap } from 'yaml';
import { findFrontMatter } from '../document/frontMatter.ts';
import type { FrontMatter } from '../document/frontMatter.ts';
import type { Span } from '../document/span.ts';
import { namesInLine } from '../protocol.ts';
import { readValue } from '../readValue.ts';
import { documentTypeOptions } from '../typeOptions.ts';
import type { TypeOptions } from '../typeOptions.ts';
import type * as YamlParser from './yamlParser.ts';

/** Something wrong in a front matter; the span is of the source, in UTF-16 code units. */
export interface FrontMatterProblem extends Span {
  /** One sentence or two: what is wrong, and what becomes of it. */
  readonly message: string;
}

/** What a document says of its types. */
export interface FrontMatterTypes {
  /** The types that it names, in their order, each once; none: it names none. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, TypeOptions>>;
  /** The type set that it names, and where; UTF-16 offsets in the source. */
  readonly typeSet?: Span & { readonly name: string };
  readonly problems: readonly FrontMatterProblem[];
  /** It can't be read as it stands, in the middle of an edit perhaps: nothing is known of its types. */
  readonly isBroken?: true;
}

export const noFrontMatterTypes: FrontMatterTypes = { names: [], options: {}, problems: [] };

const section = 'universalNer';
/** A longer front matter is none; in UTF-16 code units. */
const maxLength = 1 << 16;

/** The front matter of a Markdown document, as far as it is read here. */
export function readableFrontMatter(source: string): FrontMatter | undefined {
  const found = findFrontMatter(source.slice(0, maxLength));
  return found?.language === 'yaml' ? found : undefined;
}

/**
 * Reads what the front matter of a Markdown document says of its types: `universalNer.types` (a list of names, names
 * in one line as {@link namesInLine} reads them, or an object with the options of `universalNer.types` by name) and
 * `universalNer.typeSet`, as flat keys or within `universalNer`. What is wrong is left out and told.
 * Source: YAML 1.2.2. The parser is loaded only where there is something to read.
 */
export async function readFrontMatterTypes(source: string): Promise<FrontMatterTypes> {
  const content = readableFrontMatter(source)?.content;
  const text = content ? source.slice(content.start, content.end) : '';
  if (!content || !text.includes(section)) return noFrontMatterTypes;
  const yaml = await import('./yamlParser.ts');
  const failed = (span: Span, reason: string): FrontMatterTypes => ({
    ...noFrontMatterTypes,
    problems: [
      { ...span, message: l10n.t('The front matter is no YAML: {0}. What it says is not read.', reason) },
    ],
    isBroken: true,
  });
  try {
    const document = yaml.parseDocument(text, { prettyErrors: false });
    const [error] = document.errors;
    if (!error) return new Reader(yaml, document, content).read();
    const [start, end] = error.pos;
    return failed({ start: content.start + start, end: content.start + end }, error.message);
  } catch (error) {
    // The parser calls itself for nested values, and gives up on too many aliases.
    return failed(content, error instanceof Error ? error.message : String(error));
  }
}

class Reader {
  readonly #problems: FrontMatterProblem[] = [];

  constructor(
    private readonly yaml: typeof YamlParser,
    private readonly document: Document.Parsed,
    private readonly content: Span,
  ) {}

  read(): FrontMatterTypes {
    const root = this.document.contents;
    const found = new Map<string, unknown>();
    if (this.yaml.isMap(root)) this.#collect(root, found);
    const typeSet = this.#typeSet(found.get('typeSet'));
    const types = this.#types(found.get('types'));
    return { ...types, ...(typeSet && { typeSet }), problems: this.#problems };
  }

  /** The nodes of what the front matter says to the product, by their names after `universalNer.`. */
  #collect(root: YAMLMap, found: Map<string, unknown>): void {
    for (const { key, value: node } of root.items) {
      const name = this.#words(key) ?? '';
      const value = this.#aliased(node);
      if (name.startsWith(`${section}.`)) this.#put(found, name.slice(section.length + 1), key, value);
      if (name !== section || this.#isNothing(value)) continue;
      if (this.yaml.isMap(value)) {
        for (const { key: inner, value: what } of value.items) {
          this.#put(found, this.#words(inner) ?? '', inner, this.#aliased(what));
        }
      } else this.#tell(value, section, l10n.t('must be an object'));
    }
  }

  #put(found: Map<string, unknown>, name: string, key: unknown, value: unknown): void {
    const isKnown = name === 'types' || name === 'typeSet';
    if (!isKnown) this.#tell(key, `${section}.${name}`, l10n.t('is nothing that a document can set'));
    else if (this.#isNothing(value)) return;
    else if (found.has(name)) this.#tell(key, `${section}.${name}`, l10n.t('is there twice'));
    else found.set(name, value);
  }

  #typeSet(node: unknown): FrontMatterTypes['typeSet'] {
    if (this.#isNothing(node)) return undefined;
    const words = this.#words(node)?.trim();
    if (words) return { ...this.#span(node), name: words };
    this.#tell(node, `${section}.typeSet`, l10n.t('must be the name of a type set'));
    return undefined;
  }

  #types(node: unknown): Pick<FrontMatterTypes, 'names' | 'options'> {
    const none = { names: [], options: {} };
    if (this.#isNothing(node)) return none;
    if (this.yaml.isMap(node)) return this.#typesWithOptions(node);
    if (this.yaml.isSeq(node)) {
      const names = node.items.map((item, index) => {
        const words = this.#words(item)?.trim() ?? '';
        const what = `${section}.types[${String(index)}]`;
        if (words === '' && !this.#isNothing(item))
          this.#tell(item, what, l10n.t('must be the name of a type'));
        return words;
      });
      return { names: distinct(names), options: {} };
    }
    const words = this.#words(node);
    if (words !== undefined) return { names: distinct(namesInLine(words)), options: {} };
    this.#tell(node, `${section}.types`, l10n.t('must be names, or an object of types by their names'));
    return none;
  }

  #typesWithOptions(node: YAMLMap): Pick<FrontMatterTypes, 'names' | 'options'> {
    const options: [string, TypeOptions][] = [];
    for (const { key, value } of node.items) {
      const words = this.#words(key)?.trim();
      if (!words) this.#tell(key, `${section}.types`, l10n.t('has a type without a name'));
      else options.push([words, this.#isNothing(value) ? {} : this.#options(words, value)]);
    }
    return { names: distinct(options.map(([words]) => words)), options: Object.fromEntries(options) };
  }

  #options(type: string, node: unknown): TypeOptions {
    const value = (node as ParsedNode).toJS(this.document) as unknown;
    const { read, problems } = readValue(documentTypeOptions.default({}), value);
    for (const { path, message } of problems) {
      const place = [type, ...path].map((key) => `[${JSON.stringify(key)}]`).join('');
      this.#tell(this.#nodeAt(node, path), `${section}.types${place}`, message);
    }
    return read;
  }

  /** The node at a path, or the deepest one on the way there. */
  #nodeAt(node: unknown, path: readonly PropertyKey[]): unknown {
    let at = node;
    for (const key of path) {
      const inner = this.yaml.isCollection(at) ? (at.get(key, true) as unknown) : undefined;
      if (inner === undefined || inner === null) break;
      at = inner;
    }
    return at;
  }

  /** Whether nothing is written there yet. */
  #isNothing(node: unknown): boolean {
    return node === undefined || node === null || (this.yaml.isScalar(node) && node.value === null);
  }

  /** What an alias stands for; itself where that is nowhere. */
  #aliased(node: unknown): unknown {
    return this.yaml.isAlias(node) ? (node.resolve(this.document) ?? node) : node;
  }

  /** A scalar as a person reads it: `1984` and `true` are words too. */
  #words(node: unknown): string | undefined {
    const scalar = this.#aliased(node);
    if (!this.yaml.isScalar(scalar) || scalar.value === null) return undefined;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
  }

  #tell(node: unknown, what: string, message: string): void {
    this.#problems.push({ ...this.#span(node), message: l10n.t('{0} {1}. It is ignored.', what, message) });
  }

  #span(node: unknown): Span {
    const range = this.yaml.isNode(node) ? node.range : undefined;
    if (!range) return this.content;
    const [start, end] = range;
    return { start: this.content.start + start, end: this.content.start + end };
  }
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names.map((words) => words.trim()).filter((words) => words !== ''))];
}
