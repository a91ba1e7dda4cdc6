import { clipped, visible } from './columns.ts';
import type { DocumentProgress } from './documentExtractor.ts';

/** Milliseconds between two pictures of the line. */
const interval = 100;
const eraseLine = '\r\u001b[K';

/** One line on the standard error that tells how far things are; nothing where that is no terminal. */
export class ProgressLine {
  #shownAt = 0;
  #isShown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  /** @param position of the document, from 1 */
  show(name: string, position: number, total: number, progress: () => DocumentProgress | undefined): void {
    if (!this.stream.isTTY || performance.now() - this.#shownAt < interval) return;
    const now = progress();
    if (!now) return;
    this.#shownAt = performance.now();
    this.#isShown = true;
    const { passagesDone, passagesTotal, mentions } = now;
    const line = `[${String(position)}/${String(total)}] ${visible(name.replace(/\s/g, ' '))}  passages ${String(passagesDone)}/${String(passagesTotal)}  mentions ${String(mentions)}`;
    this.stream.write(eraseLine + clipped(line, (this.stream.columns || 80) - 1));
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#isShown) this.stream.write(eraseLine);
    this.#isShown = false;
  }
}
