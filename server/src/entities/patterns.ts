import * as l10n from '@vscode/l10n';
import { RE2JS } from 're2js';
import type { Span } from '../document/span.ts';
import type { PatternOptions } from '../typeOptions.ts';
import { passes } from './checks.ts';

/** The name of the group that is the mention, where a pattern has one; else the whole match is. */
const mentionGroup = 'mention';

/** Finds the mentions of one type in a text; UTF-16 offsets, in order of their start for each rule. */
export type Finder = (text: string) => readonly Span[];

/**
 * A finder of all matches of these regular expressions. They run on RE2's algorithm (re2js, a port in plain
 * JavaScript), so that the time is linear in the text whatever a person writes: a checker of JavaScript's own
 * expressions would refuse harmless ones and could not bound the rest. The price is RE2's syntax
 * (https://github.com/google/re2/wiki/Syntax): no look-ahead and no back-references; look-behind is there.
 * A match of nothing but white space is no mention, and white space around a match is left out.
 * @param patterns each of which {@link patternProblem} has nothing against
 */
export function patternFinder(patterns: readonly PatternOptions[]): Finder {
  const finders = patterns.map(finderOf);
  return (text) => finders.flatMap((find) => find(text));
}

/** @returns what is wrong with a regular expression, in one clause; `undefined`: nothing */
export function patternProblem(source: string): string | undefined {
  try {
    compile(source, true);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return l10n.t('not a regular expression of RE2: {0}', reason.replace(/^error parsing regexp: /u, ''));
  }
}

function compile(source: string, caseSensitive: boolean): RE2JS {
  return RE2JS.compile(source, RE2JS.LOOKBEHINDS | (caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE));
}

function finderOf(pattern: PatternOptions): Finder {
  const { regex, caseSensitive = true, check } = typeof pattern === 'string' ? { regex: pattern } : pattern;
  const expression = compile(regex, caseSensitive);
  const group = Object.hasOwn(expression.namedGroups(), mentionGroup) ? mentionGroup : 0;
  return (text) => {
    const spans: Span[] = [];
    // Most texts hold none, which is told several times faster than where one stands.
    if (!expression.test(text)) return spans;
    const matcher = expression.matcher(text);
    while (matcher.find()) {
      const span = trimmed(text, matcher.start(group), matcher.end(group));
      if (span && (!check || passes(check, text.slice(span.start, span.end)))) spans.push(span);
    }
    return spans;
  };
}

function trimmed(text: string, start: number, end: number): Span | undefined {
  const match = start < 0 ? '' : text.slice(start, end);
  const inner = match.trim();
  if (inner === '') return undefined;
  const from = start + match.indexOf(inner);
  return { start: from, end: from + inner.length };
}
