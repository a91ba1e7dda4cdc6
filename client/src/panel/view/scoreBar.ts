import { minScoreOf, scoreText, type MinScore } from '../../../../server/src/protocol/scores.ts';
import type { PanelStrings, PanelType } from '../messages.ts';
import { element, fill } from './dom.ts';

/** While the slider moves, the others hear of it this often, in milliseconds. */
const tellingMs = 50;

/** What the slider has others do. */
export interface ScoreCalls {
  /** The scores that are shown changed: the tree is to follow at once. */
  readonly changed: () => void;
  /** Tells the host; `null` for all types, or for what the settings say. Resolves when it has taken effect there. */
  readonly tell: (type: string | null, score: number | null) => Promise<unknown>;
  readonly leave: () => void;
}

/**
 * The minimum score of all types, or of one that is chosen before it. Follows the pointer at once; what the host says
 * meanwhile is older and waits.
 */
export class ScoreBar {
  readonly root = element('div', 'scores');
  private readonly scope = element('select', 'scope');
  private readonly slider = element('input', 'slider');
  private readonly value = element('output', 'value');
  private told: MinScore = { general: 0 };
  private own: MinScore | undefined;
  private underWay = 0;
  private untold: { readonly type: string | null; score: number | null } | undefined;

  constructor(
    private readonly strings: PanelStrings,
    private readonly calls: ScoreCalls,
  ) {
    this.scope.setAttribute('aria-label', strings.minScoreOf);
    this.scope.title = strings.minScoreOf;
    this.scope.addEventListener('change', () => this.show());
    Object.assign(this.slider, { type: 'range', min: '0', max: '1', step: '0.01' });
    this.slider.setAttribute('aria-label', strings.minScore);
    this.slider.title = strings.minScoreHint;
    this.slider.addEventListener('input', () => this.move(Number(this.slider.value)));
    this.slider.addEventListener('dblclick', () => this.reset());
    this.slider.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.calls.leave();
      else if (event.key === 'Delete' || event.key === 'Backspace') this.reset();
      else return;
      event.preventDefault();
    });
    this.root.append(this.scope, this.slider, this.value);
    this.offer([]);
  }

  /** What decides now which mentions are shown. */
  get minScore(): MinScore {
    return this.own ?? this.told;
  }

  /** The host's minimum scores, and the types that may have their own. */
  update(types: readonly PanelType[], minScore: MinScore): void {
    this.told = minScore;
    if (this.underWay === 0 && !this.untold) this.own = undefined;
    this.offer(types.map(({ name }) => name));
    this.show();
  }

  /** Takes the focus, for a type or for all. */
  focus(type: string | null): void {
    if (type !== null && [...this.scope.options].some(({ value }) => value === key(type))) {
      this.scope.value = key(type);
    } else {
      this.scope.value = '';
    }
    this.show();
    this.slider.focus();
  }

  /** Says how many mentions are below the minimum score. */
  count(hidden: number): void {
    const score = scoreText(Number(this.slider.value));
    const text = hidden > 0 ? `${score}, ${fill(this.strings.hiddenByScore, hidden)}` : score;
    this.slider.setAttribute('aria-valuetext', text);
  }

  private get type(): string | null {
    return this.scope.value === '' ? null : this.scope.value.slice(1);
  }

  private offer(types: readonly string[]): void {
    const before = [...this.scope.options].slice(1).map(({ value }) => value);
    const now = types.map(key);
    if (this.scope.options.length > 0 && before.join('\0') === now.join('\0')) return;
    const chosen = this.scope.value;
    this.scope.replaceChildren(new Option(this.strings.allTypes, ''));
    for (const type of types) this.scope.add(new Option(type, key(type)));
    this.scope.value = now.includes(chosen) ? chosen : '';
  }

  private show(): void {
    const { type } = this;
    const score = type === null ? this.minScore.general : minScoreOf(type, this.minScore);
    this.slider.value = String(score);
    this.slider.style.setProperty('--part', String(score));
    this.value.value = `≥ ${scoreText(score)}`;
  }

  private move(score: number): void {
    const { general, byType } = this.minScore;
    const { type } = this;
    this.own =
      type === null
        ? { general: score, ...(byType && { byType }) }
        : { general, byType: { ...byType, [type]: score } };
    this.show();
    this.calls.changed();
    if (this.untold?.type === type) {
      this.untold.score = score;
      return;
    }
    const untold: NonNullable<typeof this.untold> = { type, score };
    this.untold = untold;
    setTimeout(() => {
      if (this.untold === untold) this.untold = undefined;
      void this.tell(type, untold.score);
    }, tellingMs);
  }

  private reset(): void {
    const { type } = this;
    if (this.untold?.type === type) this.untold.score = null;
    else void this.tell(type, null);
  }

  private async tell(type: string | null, score: number | null): Promise<void> {
    this.underWay += 1;
    await this.calls.tell(type, score);
    this.underWay -= 1;
    if (this.underWay > 0 || this.untold) return;
    this.own = undefined;
    this.show();
    this.calls.changed();
  }
}

/** A type may have an empty-looking name: options of types are told from that of all by a letter in front. */
function key(type: string): string {
  return `=${type}`;
}
