import type { RuleOrigin } from '../../../../server/src/protocol.ts';
import { scoreText } from '../../../../server/src/protocol/scores.ts';
import type { PanelStrings } from '../messages.ts';
import { fill } from './dom.ts';

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
