import { scoreText, weakScore } from '../../../../server/src/protocol/scores.ts';
import type { MentionContext, PanelStrings } from '../messages.ts';
import { element, fill } from './dom.ts';
import { slidersIcon } from './icons.ts';
import { sureness } from './sureness.ts';
import type { Row } from './treeModel.ts';

/** What a row's looks depend on beside the row itself. */
export interface RowState {
  readonly index: number;
  readonly active: boolean;
  /** The cursor of the editor stands in it. */
  readonly marked: boolean;
  /** Known for a mention once the host has told it. */
  readonly context: MentionContext | undefined;
  readonly strings: PanelStrings;
}

/** Builds a row of the tree. Its parts are text; its `data-index` leads back to the row. */
export function rowElement(row: Row, state: RowState): HTMLElement {
  const made = element('div', `row ${row.kind} slot-${row.type.slot}`);
  made.id = rowId(state.index);
  made.dataset['index'] = String(state.index);
  made.setAttribute('role', 'treeitem');
  made.setAttribute('aria-level', String(row.level));
  made.setAttribute('aria-setsize', String(row.setSize));
  made.setAttribute('aria-posinset', String(row.position));
  made.setAttribute('aria-selected', String(state.active));
  if (row.expanded !== undefined) made.setAttribute('aria-expanded', String(row.expanded));
  made.classList.toggle('active', state.active);
  made.classList.toggle('marked', state.marked);
  made.append(element('span', 'twistie'));
  fillRow[row.kind](made, row as never, state);
  return made;
}

/** The id by which `aria-activedescendant` names a row. */
export function rowId(index: number): string {
  return `row-${index}`;
}

type RowOf<Kind extends Row['kind']> = Extract<Row, { kind: Kind }>;

const fillRow: {
  readonly [Kind in Row['kind']]: (made: HTMLElement, row: RowOf<Kind>, state: RowState) => void;
} = {
  type(made, { type }, { strings }) {
    const { name, minScore, mentionCount: count, hiddenCount } = type;
    made.append(element('span', 'swatch'), element('span', 'name', name));
    const setScore = element('span', 'set-score');
    setScore.title = strings.setMinScore;
    setScore.append(slidersIcon());
    made.append(setScore);
    if (minScore !== undefined) made.append(element('span', 'threshold', `≥ ${scoreText(minScore)}`));
    made.classList.toggle('nothing', count === 0);
    made.append(element('span', 'count', String(count)));
    label(made, [
      name,
      mentionCount(strings, count),
      ...(hiddenCount > 0 ? [fill(strings.hiddenByScore, hiddenCount)] : []),
      ...(minScore === undefined ? [] : [fill(strings.atLeast, scoreText(minScore))]),
    ]);
    made.dataset['vscodeContext'] = JSON.stringify({
      webviewSection: 'type',
      entityType: name,
      preventDefaultContextMenuItems: true,
    });
  },

  entity(made, { entity, expanded }, { strings }) {
    const { mentions, text, best } = entity;
    const isStale = mentions.every(({ stale }) => stale);
    const { short, long } = sureness(strings, best);
    made.classList.toggle('stale', isStale);
    made.classList.toggle('weak', best.score < weakScore);
    made.append(element('span', 'name', oneLine(text)));
    if (expanded !== undefined) made.append(element('span', 'count', String(mentions.length)));
    made.append(element('span', best.foundBy ? 'score origin' : 'score', short));
    label(made, [
      oneLine(text),
      mentionCount(strings, mentions.length),
      long,
      ...(isStale ? [strings.stale] : []),
    ]);
    made.dataset['vscodeContext'] = menuOf('entity', entity.mentions[0]?.id);
  },

  mention(made, { mention }, { strings, context }) {
    made.classList.toggle('stale', mention.stale);
    made.classList.toggle('weak', mention.score < weakScore);
    const words = element('span', 'name');
    const shown = element('mark', 'hit', oneLine(context?.text || mention.text));
    words.append(context?.before ?? '', shown, context?.after ?? '');
    made.append(words, element('span', 'line', context ? String(context.line) : ''));
    label(made, [
      oneLine(mention.text),
      ...(context ? [fill(strings.line, context.line)] : []),
      sureness(strings, mention).long,
      ...(mention.stale ? [strings.stale] : []),
    ]);
    made.dataset['vscodeContext'] = menuOf('mention', mention.id);
  },
};

/** What the row's menu is told. The menu of texts (cut, copy, paste) has nothing to do here. */
function menuOf(kind: 'entity' | 'mention', mentionId: number | undefined): string {
  return JSON.stringify({ webviewSection: kind, mentionId, preventDefaultContextMenuItems: true });
}

/** The same words for a pointer that rests and for a screen reader. */
function label(made: HTMLElement, parts: readonly string[]): void {
  made.title = parts.join(', ');
  made.setAttribute('aria-label', made.title);
}

function mentionCount(strings: PanelStrings, count: number): string {
  return count === 1 ? strings.oneMention : fill(strings.mentions, count);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
