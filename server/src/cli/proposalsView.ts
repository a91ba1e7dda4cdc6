import type { TypeProposal } from '../protocol.ts';
import { clipped, visible, widthOf } from './columns.ts';

const heads = ['type', 'about', 'field', 'examples'] as const;
const gap = '  ';

/**
 * Shows proposed types in a terminal: a line each, the best first, with about how many mentions it has.
 * @param columns of the terminal
 */
export function proposalsView(proposals: readonly TypeProposal[], columns: number): string {
  const rows = proposals.map(({ name, mentionEstimate, group, examples, similar }) => [
    name,
    String(mentionEstimate),
    group,
    examples.map(tidy).join(', ') + (similar.length > 0 ? `  (also: ${similar.join(', ')})` : ''),
  ]);
  const widths = heads
    .slice(0, -1)
    .map((head, at) => Math.max(...[head, ...rows.map((row) => row[at] ?? '')].map(widthOf)));
  return [heads, ...rows]
    .map((row) =>
      clipped(
        row.map((cell, at) => padded(cell, widths[at] ?? 0, heads[at] === 'about')).join(gap),
        columns,
      ).trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function tidy(text: string): string {
  return visible(text.replace(/\s+/gu, ' '));
}

function padded(cell: string, width: number, isNumber: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return isNumber ? space + cell : cell + space;
}
