import { normalizeIdentifier } from 'micromark-util-normalize-identifier';

const DEFINITION = /^(?:[ \t>]|[-*+] )*\[(\^?)((?:\\.|[^\\[\]\r\n])+)\]:/gm;

/** Labels as the parser keeps them: it asks `includes` and pushes what it finds itself. */
export interface Labels {
  readonly definitions: string[];
  readonly footnotes: string[];
}

/** A list of labels that finds a label at once, also among those of the whole document. */
class LabelList extends Array<string> {
  #known = new Set<string>();
  #document: LabelList | undefined;

  static within(document: LabelList): LabelList {
    const list = new LabelList();
    list.#document = document;
    return list;
  }

  override includes(label: string): boolean {
    return this.#known.has(label) || (this.#document?.includes(label) ?? false);
  }

  override push(...labels: string[]): number {
    for (const label of labels) this.#known.add(label);
    return super.push(...labels);
  }
}

/**
 * The labels that Markdown's references may point to, normalised as CommonMark says ("matches"), of a whole
 * document: its parts are read one by one and refer to each other.
 */
export class MarkdownLabels {
  readonly #definitions = new LabelList();
  readonly #footnotes = new LabelList();

  /** Adds the labels of a stretch of Markdown; a few too many, since indented code is not told apart. */
  add(source: string): void {
    for (const [, footnote, label = ''] of source.matchAll(DEFINITION)) {
      (footnote === '^' ? this.#footnotes : this.#definitions).push(normalizeIdentifier(label));
    }
  }

  /** The labels for reading one part; what the parser adds stays with the part. */
  forPart(): Labels {
    return {
      definitions: LabelList.within(this.#definitions),
      footnotes: LabelList.within(this.#footnotes),
    };
  }

  /** Equal for documents with the same labels in the same order. */
  get signature(): string {
    return `${this.#definitions.join('\n')}\n\n${this.#footnotes.join('\n')}`;
  }
}
