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
    this.say(() => {
      const now = progress();
      if (!now) return undefined;
      const { passagesDone, passagesTotal, mentions } = now;
      return `[${String(position)}/${String(total)}] ${oneLine(name)}  passages ${String(passagesDone)}/${String(passagesTotal)}  mentions ${String(mentions)}`;
    });
  }

  /** @param line is worked out only when it is shown */
  say(line: () => string | undefined): void {
    if (!this.stream.isTTY || performance.now() - this.#shownAt < interval) return;
    const now = line();
    if (now === undefined) return;
    this.#shownAt = performance.now();
    this.#isShown = true;
    this.stream.write(eraseLine + clipped(now, (this.stream.columns || 80) - 1));
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.#isShown) this.stream.write(eraseLine);
    this.#isShown = false;
  }
}

/** The name of a file as a line of a terminal can show it. */
export function oneLine(name: string): string {
  return visible(name.replace(/\s/g, ' '));
}
