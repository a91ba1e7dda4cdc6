import { softBreak } from './lineBreak.ts';
import type { BlockKind } from './prose.ts';
import { ProseBuilder } from './proseBuilder.ts';
import type { ProseFragment } from './proseBuilder.ts';

/** A line end or other white space that is written only when more text of its block follows. */
interface PendingBreak {
  readonly hard: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Writes the prose of a markup language block by block: joins blocks by blank lines, drops white space at
 * their borders and blocks that hold no letter and no digit, and reads line ends inside a block as a reader
 * sees them. Offsets given are those of the source.
 */
export class BlockWriter {
  readonly #builder = new ProseBuilder();
  #kind: BlockKind | undefined;
  /** Whether the open block has a letter or a digit. */
  #hasWord = false;
  #start = 0;
  /** The length of the prose before the open block and what separates it from the one before. */
  #before = 0;
  #end = 0;
  /** The end of what was written: enough to tell what a line end means and whether words would touch. */
  #tail = '';
  #break: PendingBreak | undefined;
  #separator = '';

  /** Starts a block; one that is still open ends. */
  open(kind: BlockKind): void {
    this.close();
    this.#kind = kind;
    this.#before = this.#builder.length;
    this.#tail = '';
    this.#hasWord = false;
  }

  /** Ends the open block, if there is one. */
  close(): void {
    if (this.#kind !== undefined && this.#hasWord) {
      this.#builder.block(this.#kind, this.#start, this.#end);
    } else if (this.#kind !== undefined) this.#builder.rewind(this.#before);
    this.#kind = undefined;
    this.#break = undefined;
    this.#separator = '';
  }

  /** Changes what the open block is. */
  become(kind: BlockKind): void {
    if (this.#kind !== undefined) this.#kind = kind;
  }

  /** Adds text that stands at `start` in the source as it is. Outside a block, text is not prose. */
  copy(text: string, start: number): void {
    if (this.#kind === undefined || text === '') return;
    const skipped = this.#tail === '' ? text.length - text.trimStart().length : 0;
    if (skipped === text.length) return;
    this.#begin(text.slice(skipped));
    this.#builder.copy(text.slice(skipped), start + skipped);
    this.#wrote(text);
  }

  /** Adds text that was read as one piece: a character reference, an escape, or what stands for an object. */
  replace(text: string, start: number, end: number): void {
    if (this.#kind === undefined || (this.#tail === '' && text.trim() === '')) return;
    this.#begin(text);
    this.#builder.replace(text, start, end);
    this.#wrote(text);
  }

  /** A line end in the source inside a block; `hard` when a reader sees it as one. */
  lineEnd(start: number, end: number, hard: boolean): void {
    this.#break = this.#break?.hard === true ? this.#break : { hard, start, end };
  }

  /** Keeps what follows apart from what was written by `text`, unless the block ends or has not begun. */
  separate(text: string): void {
    if (this.#tail !== '') this.#separator = text;
  }

  /** What was written. */
  fragment(): ProseFragment {
    this.close();
    return this.#builder.fragment();
  }

  #begin(next: string): void {
    if (this.#tail === '') {
      if (this.#builder.length > 0) this.#builder.insert('\n\n');
      this.#start = this.#builder.length;
    } else if (this.#separator.trim() !== '') this.#builder.insert(this.#separator);
    else if (this.#break !== undefined) this.#writeBreak(this.#break, next);
    else if (this.#separator !== '' && !/\s$/.test(this.#tail) && !/^\s/.test(next)) {
      this.#builder.insert(this.#separator);
    }
    this.#break = undefined;
    this.#separator = '';
  }

  #writeBreak({ hard, start, end }: PendingBreak, next: string): void {
    const space = hard ? '\n' : softBreak(this.#tail, next);
    if (hard || !/\s$/.test(this.#tail)) this.#builder.replace(space, start, end);
  }

  #wrote(text: string): void {
    const trimmed = text.trimEnd().length;
    if (trimmed > 0) this.#end = this.#builder.length - (text.length - trimmed);
    this.#hasWord ||= /[\p{L}\p{N}]/u.test(text);
    this.#tail = (this.#tail + text).slice(-2);
  }
}
