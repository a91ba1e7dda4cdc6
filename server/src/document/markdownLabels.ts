import { normalizeIdentifier } from 'micromark-util-normalize-identifier';

const DEFINITION = /^(?:[ \t>]|[-*+] )*\[(\^?)((?:\\.|[^\\[\]\r\n])+)\]:/gm;

/** A list of labels that finds a label at once; the parser only asks `includes` and pushes. */
class LabelList extends Array<string> {
  readonly #known = new Set<string>();

  override includes(label: string): boolean {
    return this.#known.has(label);
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
  readonly definitions: string[] = new LabelList();
  readonly footnotes: string[] = new LabelList();

  /** Adds the labels of a stretch of Markdown; a few too many, since indented code is not told apart. */
  add(source: string): void {
    for (const [, footnote, label = ''] of source.matchAll(DEFINITION)) {
      (footnote === '^' ? this.footnotes : this.definitions).push(normalizeIdentifier(label));
    }
  }
}
