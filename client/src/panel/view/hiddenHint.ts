import type { PanelStrings } from '../messages.ts';
import { element, fill } from './dom.ts';

/** The line below the tree that says what the minimum score hides, and what can be done about a filter. */
export class HiddenHint {
  readonly root = element('div', 'hint');
  private readonly text = element('span', 'hidden-count');
  private readonly buttons = element('span', 'hint-buttons');

  constructor(
    private readonly strings: PanelStrings,
    calls: { readonly reset: () => void; readonly keep: () => void },
  ) {
    const reset = element('button', 'link', strings.resetScores);
    const keep = element('button', 'link', strings.keepScores);
    keep.title = strings.keepScoresHint;
    reset.addEventListener('click', calls.reset);
    keep.addEventListener('click', calls.keep);
    this.buttons.append(reset, keep);
    this.root.append(this.text, this.buttons);
  }

  /** @param isFiltered whether the person tries out other scores than the settings' */
  update(hidden: number, isFiltered: boolean): void {
    this.root.hidden = hidden === 0 && !isFiltered;
    this.text.textContent = fill(this.strings.hiddenByScore, hidden);
    this.buttons.hidden = !isFiltered;
  }
}
