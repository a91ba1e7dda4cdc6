import type { Piece } from './passages.ts';

/**
 * How the blocks of a document were cut, so that after an edit only blocks that changed are cut again. One for each
 * document; holds what the last two cuttings used and nothing else.
 */
export class PieceMemo {
  #last = new Map<string, readonly Piece[]>();
  #current = new Map<string, readonly Piece[]>();

  /** Begins a cutting. */
  begin(): void {
    this.#last = this.#current;
    this.#current = new Map();
  }

  /**
   * The pieces of a block, in offsets from its start: those of before, or what `cut` makes of it now.
   * @param key the block's text and all else that its pieces depend on
   */
  pieces(key: string, cut: () => readonly Piece[]): readonly Piece[] {
    const pieces = this.#current.get(key) ?? this.#last.get(key) ?? cut();
    this.#current.set(key, pieces);
    return pieces;
  }
}
