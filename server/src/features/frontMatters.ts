import equal from 'fast-deep-equal';
import { Emitter } from 'vscode-languageserver';
import type { Event } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  noFrontMatterTypes,
  readFrontMatterTypes,
  readableFrontMatter,
} from '../entities/frontMatterTypes.ts';
import type { FrontMatterTypes } from '../entities/frontMatterTypes.ts';
import type { Documents } from './documents.ts';

/** So long (ms) the typing in a front matter has to rest: half a word is a type that nobody wants asked. */
const restMs = 700;

interface Read {
  /** The part of the document that was read. */
  readonly content: string;
  readonly types: FrontMatterTypes;
}

interface Followed {
  /** Where it ends now, as a UTF-16 offset; absent: there is none. */
  end: number | undefined;
  read: Read | undefined;
  /** The reading that began last. */
  reading: Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

/** What the front matter of each open Markdown document says of its types; follows edits of it, and of it alone. */
export class FrontMatters {
  readonly #documents: Documents;
  readonly #followed = new Map<string, Followed>();
  readonly #didChange = new Emitter<string>();

  /** The URI of a document whose front matter says something else now. */
  readonly onDidChange: Event<string> = this.#didChange.event;

  constructor(documents: Documents) {
    this.#documents = documents;
    documents.onDidOpen((document) => {
      if (document.languageId !== 'markdown') return;
      const followed: Followed = {
        end: undefined,
        read: undefined,
        reading: Promise.resolve(),
        timer: undefined,
      };
      this.#followed.set(document.uri, followed);
      if (mayHave(document)) this.#begin(document.uri, followed);
    });
    documents.onDidEdit(({ document, edit }) => {
      const followed = this.#followed.get(document.uri);
      if (!followed) return;
      const touches = followed.end === undefined ? mayHave(document) : edit.start <= followed.end;
      if (!touches) return;
      followed.end = readableFrontMatter(document.getText())?.end;
      clearTimeout(followed.timer);
      followed.timer = setTimeout(() => this.#begin(document.uri, followed), restMs);
    });
    documents.onDidClose((uri) => {
      clearTimeout(this.#followed.get(uri)?.timer);
      this.#followed.delete(uri);
    });
  }

  /** What was read last; never waits. */
  of(uri: string): FrontMatterTypes {
    return this.#followed.get(uri)?.read?.types ?? noFrontMatterTypes;
  }

  /** Reads what has been edited, without waiting for the typing to rest. */
  async settled(uri: string): Promise<FrontMatterTypes> {
    const followed = this.#followed.get(uri);
    if (followed?.timer) this.#begin(uri, followed);
    await followed?.reading;
    return this.of(uri);
  }

  #begin(uri: string, followed: Followed): void {
    clearTimeout(followed.timer);
    followed.timer = undefined;
    followed.reading = followed.reading.then(() => this.#read(uri, followed));
  }

  async #read(uri: string, followed: Followed): Promise<void> {
    const source = this.#documents.get(uri)?.getText();
    if (source === undefined || this.#followed.get(uri) !== followed) return;
    followed.end = readableFrontMatter(source)?.end;
    const content = source.slice(0, followed.end ?? 0);
    if (content === (followed.read?.content ?? '')) return;
    const read = await readFrontMatterTypes(source);
    if (this.#followed.get(uri) !== followed) return;
    const before = this.of(uri);
    // What it said before counts while a person writes: types must not come and go with every bracket.
    const types = read.isBroken ? { ...before, problems: read.problems } : read;
    const isNews = !equal(types, before);
    followed.read = { content, types: isNews ? types : before };
    if (isNews) this.#didChange.fire(uri);
  }
}

/** A cheap look, for every edit of a document that has none yet. */
function mayHave(document: TextDocument): boolean {
  return /^\ufeff?---/.test(document.getText());
}
