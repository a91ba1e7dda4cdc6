import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { MentionContext, PanelStrings } from '../messages.ts';
import { element } from './dom.ts';
import { rowElement, rowId } from './rowElement.ts';
import { rowStartingWith, treeAction } from './treeKeys.ts';
import type { Row } from './treeModel.ts';

const rowHeight = 22;
/** Letters that follow each other within this time are one word to look for. */
const typingMs = 700;

/** What the tree has others do. */
export interface TreeCalls {
  readonly setExpanded: (row: Row, expanded: boolean) => void;
  readonly reveal: (row: Row, focus: boolean) => void;
  readonly dismiss: (row: Row) => void;
  readonly undoDismiss: () => void;
  readonly focusFilter: () => void;
  /** The minimum score of the row's type is to be set. */
  readonly setScore: (row: Row) => void;
  readonly contexts: (ids: readonly number[]) => Promise<readonly MentionContext[]>;
  /** The active row or the scrolling changed: to be remembered. */
  readonly moved: () => void;
}

/**
 * The tree on the page. Only the rows in view are elements. The focus is the tree's own and the active row is
 * named by `aria-activedescendant`, as in VS Code's own lists: a row may leave the page while it is active.
 */
export class TreeView {
  readonly root = element('div', 'tree');
  private readonly canvas = element('div', 'canvas');
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private readonly contexts = new Map<number, MentionContext>();
  private readonly asked = new Set<number>();
  private rows: readonly Row[] = [];
  private activeIndex = 0;
  private markedIndex = -1;
  private typed = '';
  private typedAt = 0;

  constructor(
    private readonly strings: PanelStrings,
    private readonly calls: TreeCalls,
  ) {
    this.root.tabIndex = 0;
    this.root.setAttribute('role', 'tree');
    this.root.setAttribute('aria-label', strings.entities);
    this.root.append(this.canvas);
    this.canvas.setAttribute('role', 'presentation');
    this.virtualizer = new Virtualizer(this.options());
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('click', (event) => this.onClick(event, false));
    this.root.addEventListener('dblclick', (event) => this.onClick(event, true));
    this.root.addEventListener('contextmenu', (event) => this.onContextMenu(event));
  }

  /** To be called when the tree stands on the page. */
  mount(scrollTop: number): void {
    this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    this.root.scrollTop = scrollTop;
  }

  get active(): Row | undefined {
    return this.rows[this.activeIndex];
  }

  /**
   * Shows other rows; the active one stays the row with its key where there still is one.
   * @param active key of the row to be active instead
   */
  show(rows: readonly Row[], active = this.active?.key): void {
    this.rows = rows;
    const index = rows.findIndex(({ key }) => key === active);
    this.activeIndex = index >= 0 ? index : Math.max(0, Math.min(this.activeIndex, rows.length - 1));
    this.virtualizer.setOptions(this.options());
    this.virtualizer._willUpdate();
    this.render();
  }

  /** Marks the row of the mention under the editor's cursor; -1: none. */
  mark(index: number, reveal: boolean): void {
    if (index === this.markedIndex) return;
    this.markedIndex = index;
    if (reveal && index >= 0) this.virtualizer.scrollToIndex(index);
    this.render();
  }

  /** The text was edited: lines and neighbouring words have to be asked for again. */
  forgetContexts(): void {
    this.contexts.clear();
    this.asked.clear();
    this.render();
  }

  private options(): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    return {
      count: this.rows.length,
      getScrollElement: () => this.root,
      estimateSize: () => rowHeight,
      overscan: 8,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => {
        this.render();
        this.calls.moved();
      },
    };
  }

  private render(): void {
    this.canvas.style.height = `${this.virtualizer.getTotalSize()}px`;
    const missing: number[] = [];
    const made = this.virtualizer.getVirtualItems().flatMap(({ index, start }) => {
      const row = this.rows[index];
      if (!row) return [];
      const context = row.kind === 'mention' ? this.contexts.get(row.mention.id) : undefined;
      if (row.kind === 'mention' && !this.asked.has(row.mention.id)) missing.push(row.mention.id);
      const shown = rowElement(row, {
        index,
        active: index === this.activeIndex,
        marked: index === this.markedIndex,
        context,
        strings: this.strings,
      });
      shown.style.transform = `translateY(${start}px)`;
      return [shown];
    });
    this.canvas.replaceChildren(...made);
    const isShown = made.some(({ id }) => id === rowId(this.activeIndex));
    if (isShown) this.root.setAttribute('aria-activedescendant', rowId(this.activeIndex));
    else this.root.removeAttribute('aria-activedescendant');
    if (missing.length > 0) void this.fetchContexts(missing);
  }

  private async fetchContexts(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.asked.add(id);
    const known = await this.calls.contexts(ids);
    for (const context of known) this.contexts.set(context.id, context);
    if (known.length > 0) this.render();
  }

  private go(index: number): void {
    this.activeIndex = index;
    this.virtualizer.scrollToIndex(index);
    this.render();
    this.calls.moved();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey };
    const pageSize = Math.max(1, Math.floor(this.root.clientHeight / rowHeight) - 1);
    const action = treeAction(key, this.rows, this.activeIndex, pageSize);
    if (action) {
      event.preventDefault();
      const row = this.active;
      if (action.do === 'go') this.go(action.index);
      else if (action.do === 'filter') this.calls.focusFilter();
      else if (action.do === 'undo') this.calls.undoDismiss();
      else if (row && action.do === 'reveal') this.calls.reveal(row, action.focus);
      else if (row && action.do === 'dismiss') this.calls.dismiss(row);
      else if (row) this.calls.setExpanded(row, action.do === 'open');
    } else if (event.key.length === 1 && !key.ctrl) {
      this.typeAhead(event.key, event.timeStamp);
    }
  }

  private typeAhead(letter: string, now: number): void {
    this.typed = now - this.typedAt < typingMs ? this.typed + letter : letter;
    this.typedAt = now;
    const index = rowStartingWith(this.rows, this.activeIndex, this.typed);
    if (index >= 0) this.go(index);
  }

  /** A menu that the keyboard asks for belongs to the active row, though the tree has the focus. */
  private onContextMenu(event: MouseEvent): void {
    const row = this.canvas.querySelector(`#${rowId(this.activeIndex)}`);
    if (event.target !== this.root || !row) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { left, bottom } = row.getBoundingClientRect();
    const place = { clientX: left + 24, clientY: bottom, bubbles: true, composed: true, cancelable: true };
    row.dispatchEvent(new MouseEvent('contextmenu', place));
  }

  private onClick(event: MouseEvent, focus: boolean): void {
    const target = event.target instanceof Element ? event.target : null;
    const index = Number(target?.closest<HTMLElement>('.row')?.dataset['index'] ?? -1);
    const row = this.rows[index];
    if (!row) return;
    this.go(index);
    if (target?.closest('.set-score')) {
      this.calls.setScore(row);
      return;
    }
    const onTwistie = target?.classList.contains('twistie') === true && row.expanded !== undefined;
    if (row.kind === 'type' || onTwistie) {
      if (!focus) this.calls.setExpanded(row, !row.expanded);
    } else {
      this.calls.reveal(row, focus);
    }
  }
}
