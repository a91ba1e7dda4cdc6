import type { RuleOrigin } from '../../../../server/src/protocol.ts';
import type { PanelStrings } from '../messages.ts';
import { fill } from './dom.ts';

/**
 * A score with two decimals, cut and not rounded: what shows 0.50 stays when everything from 0.50 on is shown.
 * @param score from 0 to 1
 */
export function scoreText(score: number): string {
  // A hundredth such as 0.29 has no exact number; times a hundred it is 28.999999999999996.
  return (Math.floor(score * 100 + 1e-9) / 100).toFixed(2);
}

/** How sure a mention is: its score, or in its place the kind of rule that found it. */
export function sureness(
  strings: PanelStrings,
  { score, foundBy }: { readonly score: number; readonly foundBy?: RuleOrigin },
): { readonly short: string; readonly long: string } {
  if (foundBy === 'pattern') return { short: strings.pattern, long: strings.byPattern };
  if (foundBy === 'term') return { short: strings.term, long: strings.byTerm };
  const text = scoreText(score);
  return { short: text, long: fill(strings.score, text) };
}
