import { createHash } from 'node:crypto';
import type { Span } from '../document/span.ts';
import type { RuleOrigin } from '../protocol.ts';
import type { TermOptions, TypeOptions } from '../typeOptions.ts';
import { type OwnLabels, askedAs, askedOneByOne } from './labels.ts';
import { type Finder, patternFinder } from './patterns.ts';
import { termFinder } from './terms.ts';
import { builtInType } from './typeSets/index.ts';

/** A span that a pattern or a term has found; UTF-16 offsets in the text that was searched. */
export interface RuleMatch extends Span {
  readonly foundBy: RuleOrigin;
}

/** A type as the user names it, with everything that its mentions are found by. */
export interface ResolvedType {
  readonly name: string;
  /** What stands for the type in the prompt, one after the other, each once; none: the model is not asked. */
  readonly wordings: readonly string[];
  /** What its patterns and terms find; absent where it has none. */
  readonly find?: (text: string) => readonly RuleMatch[];
  /** Two types of the same key have the same wordings, patterns and terms. */
  readonly key: string;
}

/** What types are resolved from. */
export interface TypeSources {
  /** What settings, the type set in use and the document say of a type; `undefined`: nothing. */
  readonly options: (name: string) => TypeOptions | undefined;
  readonly labels: OwnLabels;
  /** The terms of each file that the types name and that could be read. */
  readonly termFiles: ReadonlyMap<string, readonly string[]>;
}

const noSources: TypeSources = { options: () => undefined, labels: {}, termFiles: new Map() };

/** So many compiled types are kept; what was compiled first is forgotten first. */
const keptTypes = 500;

/** Resolves types and keeps what it has compiled, since patterns and long lists take their time. */
export class TypeResolver {
  readonly #resolved = new Map<string, ResolvedType>();
  /** What lists of files are known by: types are resolved often, and such a list may be long. */
  readonly #fileKeys = new WeakMap<readonly string[], string>();

  /**
   * A type of the user's, field by field on top of the built-in one of that name (or of the words that its label
   * stands for). A name that neither knows is asked as it is.
   */
  resolve(name: string, sources: TypeSources = noSources): ResolvedType {
    const { labels, termFiles } = sources;
    const options = { ...builtInOptions(name, labels), ...sources.options(name) };
    const wordings = wordingsOf(name, options, labels);
    const fromFile = fileTermsOf(options.terms, termFiles);
    const key = keyOf([name, wordings, options.patterns, options.terms, this.#fileKey(fromFile)]);
    const known = this.#resolved.get(key);
    if (known) return known;
    const find = finderOf(options, [...listedTerms(options.terms), ...fromFile]);
    const resolved = { name, wordings, key, ...(find && { find }) };
    this.#resolved.set(key, resolved);
    if (this.#resolved.size > keptTypes) {
      for (const [oldest] of this.#resolved) {
        this.#resolved.delete(oldest);
        break;
      }
    }
    return resolved;
  }

  #fileKey(terms: readonly string[]): string {
    const key = this.#fileKeys.get(terms) ?? keyOf(terms);
    this.#fileKeys.set(terms, key);
    return key;
  }
}

/** What is built in for a type of this name, or of the words that its label stands for. */
export function builtInOptions(name: string, labels: OwnLabels): TypeOptions | undefined {
  return builtInType(name) ?? builtInType(askedAs(name, labels));
}

/** The files that terms are to be read from, relative to the workspace folder. */
export function termFilesOf(all: readonly TermOptions[]): string[] {
  const files = all.flatMap((terms) =>
    !Array.isArray(terms) && terms.file !== undefined ? [terms.file] : [],
  );
  return [...new Set(files)];
}

/**
 * Names and aliases are the entity paraphrases, and definitions the alternative, of the UniversalNER paper (Zhou
 * et al., ICLR 2024, section 4.3).
 */
function wordingsOf(name: string, options: TypeOptions, labels: OwnLabels): string[] {
  const { definition, aliases = [], askBy = 'name' } = options;
  if (askBy === 'nothing') return [];
  const named = [name, ...aliases].flatMap((words) => askedOneByOne(words, labels));
  // A question goes on behind the type, so that a sentence's end would be in its way.
  const defined = definition === undefined ? [] : [definition.replace(/\s+/gu, ' ').replace(/[.\s]+$/u, '')];
  const isDefinedOnly = askBy === 'definition' && defined.length > 0;
  return [...new Set([...(isDefinedOnly ? [] : named), ...(askBy === 'name' ? [] : defined)])];
}

function listedTerms(terms: TermOptions = []): readonly string[] {
  return Array.isArray(terms) ? terms : (terms.list ?? []);
}

/** @returns the very list that was read, as long as the file stays the same */
function fileTermsOf(terms: TermOptions = [], files: TypeSources['termFiles']): readonly string[] {
  const file = Array.isArray(terms) ? undefined : terms.file;
  return (file === undefined ? undefined : files.get(file)) ?? [];
}

function finderOf({ patterns = [], terms: options }: TypeOptions, terms: readonly string[]) {
  const finders: [RuleOrigin, Finder][] = [];
  if (patterns.length > 0) finders.push(['pattern', patternFinder(patterns)]);
  if (terms.length > 0)
    finders.push(['term', termFinder(terms, options && !Array.isArray(options) ? options : {})]);
  if (finders.length === 0) return undefined;
  return (text: string): RuleMatch[] =>
    finders.flatMap(([foundBy, find]) => find(text).map(({ start, end }) => ({ start, end, foundBy })));
}

function keyOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
