import type { Span } from './span.ts';

/** What stands before a Markdown document about it, with the lines around it; UTF-16 offsets in the source. */
export interface FrontMatter extends Span {
  readonly language: 'yaml' | 'toml';
  /** What stands between the two lines. */
  readonly content: Span;
}

const FRONT_MATTER = /^((---|\+\+\+)[ \t]*(?:\r\n|\r|\n))([^]*?(?:\r\n|\r|\n))??\2[ \t]*(?:\r\n|\r|\n|$)/;

/**
 * Finds the front matter that many tools let Markdown begin with: YAML between lines of `---` (Jekyll), or TOML
 * between lines of `+++` (Hugo).
 */
export function findFrontMatter(source: string): FrontMatter | undefined {
  const start = source.startsWith('\ufeff') ? 1 : 0;
  const found = FRONT_MATTER.exec(start === 0 ? source : source.slice(start));
  if (!found) return undefined;
  const [all, opening = '', fence, content = ''] = found;
  const from = start + opening.length;
  return {
    start,
    end: start + all.length,
    language: fence === '---' ? 'yaml' : 'toml',
    content: { start: from, end: from + content.length },
  };
}
