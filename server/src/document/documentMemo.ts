import { PieceMemo } from './pieceMemo.ts';
import { ProseMemo } from './proseMemo.ts';

/** What readings of one document leave, so that the next one costs what was edited since. */
export class DocumentMemo {
  readonly prose = new ProseMemo();
  readonly pieces = new PieceMemo();
}
