import equal from 'fast-deep-equal';
import type { Document, Pair, Scalar, YAMLMap } from 'yaml';
import type { Span } from '../document/span.ts';
import { nameKey } from '../protocol.ts';
import type { TypeOptions } from '../typeOptions.ts';
import { readFrontMatterTypes, readableFrontMatter } from './frontMatterTypes.ts';
import type { FrontMatterTypes } from './frontMatterTypes.ts';
import type * as YamlParser from './yamlParser.ts';

/** Options of a type that are to be others; `null` removes one. */
export type TypeChange = Readonly<Record<string, unknown>>;

/** What takes the place of a span of the source, in UTF-16 code units. */
export interface FrontMatterEdit extends Span {
  readonly text: string;
  /** Which options of the change it makes; the others are the settings' matter. */
  readonly fields: readonly string[];
}

/** The front matter is no YAML now, or no edit of it would say what was asked for and nothing else. */
export class UneditableFrontMatter extends Error {}

/** What a type means is said by the document that names it. */
const meaning: readonly string[] = ['definition', 'askBy'] satisfies (keyof TypeOptions)[];

/**
 * The edit that changes options of a type in the front matter that names it: those that it says already, since the
 * settings' would be without effect, and what the type means. A list of names becomes an object for that. Only the
 * lines of the type are written anew where that is enough.
 * @returns `undefined`: the front matter does not name the type, or nothing of the change is its matter
 * @throws {UneditableFrontMatter}
 */
export async function frontMatterEdit(
  source: string,
  type: string,
  change: TypeChange,
): Promise<FrontMatterEdit | undefined> {
  const before = await readFrontMatterTypes(source);
  const content = readableFrontMatter(source)?.content;
  if (!content) return undefined;
  if (before.isBroken) throw new UneditableFrontMatter();
  const name =
    before.names.find((known) => known === type) ??
    before.names.find((known) => nameKey(known) === nameKey(type));
  if (name === undefined) return undefined;
  const said: Readonly<Record<string, unknown>> = before.options[name] ?? {};
  const fields = Object.keys(change).filter(
    (field) => said[field] !== undefined || (meaning.includes(field) && change[field] !== null),
  );
  if (fields.length === 0) return undefined;
  const own = Object.fromEntries(fields.map((field) => [field, change[field]]));
  const yaml = await import('./yamlParser.ts');
  const text = source.slice(content.start, content.end);
  const wanted = { ...before, options: { ...before.options, [name]: changed(said, own) } };
  for (const candidate of new Editor(yaml, text, before.names, name, own).candidates()) {
    const edited = text.slice(0, candidate.start) + candidate.text + text.slice(candidate.end);
    const after = source.slice(0, content.start) + edited + source.slice(content.end);
    if (!isAsWanted(await readFrontMatterTypes(after), wanted)) continue;
    if (!equal(othersIn(yaml, text), othersIn(yaml, edited))) continue;
    const { start, end } = candidate;
    return { start: content.start + start, end: content.start + end, text: candidate.text, fields };
  }
  throw new UneditableFrontMatter();
}

function changed(options: TypeChange, change: TypeChange): TypeOptions {
  return Object.fromEntries(
    Object.entries({ ...options, ...change }).filter(([, value]) => value !== null),
  ) as TypeOptions;
}

function isAsWanted(read: FrontMatterTypes, wanted: FrontMatterTypes): boolean {
  const optionsIn = ({ names, options }: FrontMatterTypes) => names.map((name) => options[name] ?? {});
  return (
    !read.isBroken &&
    equal(read.names, wanted.names) &&
    equal(optionsIn(read), optionsIn(wanted)) &&
    read.typeSet?.name === wanted.typeSet?.name
  );
}

/** What a front matter says besides the types. @throws {UneditableFrontMatter} */
function othersIn(yaml: typeof YamlParser, text: string): unknown {
  const document = yaml.parseDocument(text, { prettyErrors: false });
  const found = typesIn(yaml, document);
  try {
    // Taken out only after aliases were followed: what they mean may be an anchor among the types.
    const all = document.toJS() as Record<string, unknown>;
    const within = found?.within === document.contents ? all : all['universalNer'];
    if (found) Reflect.deleteProperty(within as object, textOf(yaml, found.pair.key) ?? '');
    return all;
  } catch {
    throw new UneditableFrontMatter();
  }
}

interface Place {
  readonly within: YAMLMap;
  readonly pair: Pair;
}

/** Where the types stand, as a flat key or within `universalNer`. */
function typesIn(yaml: typeof YamlParser, document: Document.Parsed): Place | undefined {
  const root: unknown = document.contents;
  if (!yaml.isMap(root)) return undefined;
  const isSaid = ({ value }: Pair): boolean =>
    value !== null && !(yaml.isScalar(value) && value.value === null);
  const places = root.items.flatMap((pair): Place[] => {
    const key = textOf(yaml, pair.key);
    if (key === 'universalNer.types') return [{ within: root, pair }];
    const inner = key === 'universalNer' && yaml.isMap(pair.value) ? pair.value : undefined;
    const types = inner?.items.find((each) => textOf(yaml, each.key) === 'types');
    return inner && types ? [{ within: inner, pair: types }] : [];
  });
  return places.find(({ pair }) => isSaid(pair));
}

function textOf(yaml: typeof YamlParser, node: unknown): string | undefined {
  if (!yaml.isScalar(node)) return undefined;
  return (typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))).trim();
}

type Candidate = Span & { readonly text: string };

/** Proposes ways to make a change, from the one that leaves most of the text as it is. Spans are of the YAML. */
class Editor {
  readonly #document: Document.Parsed;
  readonly #indent: number;

  constructor(
    private readonly yaml: typeof YamlParser,
    private readonly text: string,
    private readonly names: readonly string[],
    private readonly type: string,
    private readonly change: TypeChange,
  ) {
    this.#document = yaml.parseDocument(text, { prettyErrors: false });
    this.#indent = Math.max(1, /^( +)\S/m.exec(text)?.[1]?.length ?? 2);
  }

  *candidates(): Generator<Candidate> {
    const found = typesIn(this.yaml, this.#document);
    if (!found) return;
    const { within, pair } = found;
    const types = pair.value;
    const one = this.yaml.isMap(types) ? this.#pairOf(types) : undefined;
    if (this.yaml.isMap(types) && one) {
      const written = this.#write(types, one, this.#withChange(one.value, types.flow));
      if (written) yield written;
    }
    const all = this.#allTypes(types, within.flow);
    const written = this.#write(within, pair, all);
    if (written) yield written;
    pair.value = all;
    yield { start: 0, end: this.text.length, text: this.#lines(this.#document) };
  }

  #pairOf(types: YAMLMap): Pair | undefined {
    return types.items.find(({ key }) => textOf(this.yaml, key) === this.type);
  }

  /** The options of a type with the change made; what else stands there stays, comments too. */
  #withChange(options: unknown, isFlow: boolean | undefined): YAMLMap {
    const node = this.yaml.isAlias(options) ? options.resolve(this.#document) : options;
    const map = this.yaml.isMap(node) ? (node.clone() as YAMLMap) : this.#emptyMap(isFlow);
    for (const [field, value] of Object.entries(this.change)) {
      if (value === null) map.delete(field);
      else map.set(field, this.#document.createNode(value));
    }
    if (this.yaml.isScalar(node) && node.comment) map.commentBefore = node.comment;
    if (map.items.length === 0) map.flow = true;
    else if (!isFlow && this.yaml.isMap(node) && node.items.length === 0) map.flow = false;
    return map;
  }

  /** The types as an object, whatever they were. */
  #allTypes(types: unknown, isFlow: boolean | undefined): YAMLMap {
    const node = this.yaml.isAlias(types) ? types.resolve(this.#document) : types;
    if (this.yaml.isMap(node)) {
      const map = node.clone() as YAMLMap;
      const pair = this.#pairOf(map);
      if (pair) pair.value = this.#withChange(pair.value, map.flow);
      return map;
    }
    const map = this.#emptyMap(isFlow);
    if (this.yaml.isSeq(types) && types.anchor) map.anchor = types.anchor;
    const comments = this.yaml.isSeq(node) ? this.#comments(node.items) : new Map<string, string>();
    for (const name of this.names) {
      const value = name === this.type ? this.#withChange(undefined, isFlow) : this.#emptyMap(true);
      const pair = this.#document.createPair(name, value);
      const comment = comments.get(name);
      if (comment !== undefined) (pair.key as Scalar).commentBefore = comment;
      map.items.push(pair);
    }
    return map;
  }

  /** What is noted at the items of a list, by the items' names. */
  #comments(items: readonly unknown[]): Map<string, string> {
    const comments = items.flatMap((item) => {
      if (!this.yaml.isScalar(item)) return [];
      const { comment, commentBefore } = item;
      const both = [commentBefore, comment].filter((text) => text !== undefined && text !== null);
      return both.length > 0 ? [[textOf(this.yaml, item) ?? '', both.join('\n')] as const] : [];
    });
    return new Map(comments);
  }

  #emptyMap(isFlow: boolean | undefined): YAMLMap {
    const map = new this.yaml.YAMLMap();
    map.flow = isFlow === true;
    return map;
  }

  /** One pair written anew, in the place and at the depth where it stands. */
  #write({ flow }: YAMLMap, { key, value: old }: Pair, value: YAMLMap): Candidate | undefined {
    const from = this.yaml.isNode(key) ? key.range : undefined;
    if (!from) return undefined;
    const [start] = from;
    const end = (this.yaml.isNode(old) ? old.range : undefined)?.[2] ?? from[2];
    const map = this.#emptyMap(flow);
    const name = (key as Scalar).clone() as Scalar;
    // What stands before the key stays in the text.
    delete name.commentBefore;
    delete name.spaceBefore;
    map.items.push(new this.yaml.Pair(name, value));
    const lines = this.#lines(new this.yaml.Document(map)).trimEnd().split(/\r?\n/);
    const column = start - (Math.max(this.text.lastIndexOf('\n', start - 1), -1) + 1);
    const text = flow
      ? lines
          .map((line) => line.trim())
          .join(' ')
          .replace(/^\{ */, '')
          .replace(/ *\}$/, '')
      : lines
          .map((line, index) => (index > 0 && line ? ' '.repeat(column) + line : line))
          .join(this.#lineBreak);
    const tail = /\s*$/.exec(this.text.slice(start, end))?.[0] ?? '';
    return { start, end, text: text + tail };
  }

  #lines(document: Document): string {
    const text = document.toString({ lineWidth: 0, indent: this.#indent });
    return this.#lineBreak === '\n' ? text : text.replaceAll('\n', this.#lineBreak);
  }

  get #lineBreak(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }
}
