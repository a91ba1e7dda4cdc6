import type { PanelAction, PanelDocument, PanelMention, PanelStrings } from '../messages.ts';
import { element, fill } from './dom.ts';
import { HiddenHint } from './hiddenHint.ts';
import { freshMemory } from './memory.ts';
import { noticeElement } from './notices.ts';
import { ScoreBar } from './scoreBar.ts';
import { makeToolbar, type Toolbar } from './toolbar.ts';
import {
  arrange,
  groupMentions,
  inDocumentOrder,
  rowOfMention,
  rowsOf,
  type Row,
  type Sort,
  type TypeNode,
} from './treeModel.ts';
import { TreeView } from './treeView.ts';
import { unpackMentions } from './unpackMentions.ts';
import { Wire } from './wire.ts';

/** The panel's page: holds the document's mentions and keeps what is shown in step with them. */
class PanelView {
  private readonly wire = new Wire({
    document: (told) => this.onDocument(told),
    mentions: ({ full, upserted, removed }) => {
      this.ordered = undefined;
      if (full) this.mentions.clear();
      for (const id of removed) this.mentions.delete(id);
      for (const mention of unpackMentions(upserted)) this.mentions.set(mention.id, mention);
      this.tree?.forgetContexts();
      this.schedule();
    },
    moved: ({ ids, starts }) => {
      this.ordered = undefined;
      ids.forEach((id, index) => {
        const mention = this.mentions.get(id);
        const start = starts[index];
        if (mention && start !== undefined) this.mentions.set(id, { ...mention, start });
      });
      this.tree?.forgetContexts();
    },
    cursor: ({ id }) => {
      this.cursor = id;
      this.markCursor(true);
    },
    scoreSlider: ({ type }) => this.scoreBar?.focus(type),
  });
  private readonly memory = this.wire.recall() ?? freshMemory;
  private readonly mentions = new Map<number, PanelMention>();
  /** The mentions in document order; absent: to be sorted again. */
  private ordered: readonly PanelMention[] | undefined;
  readonly closedTypes = new Set(this.memory.closedTypes);
  readonly openEntities = new Set(this.memory.openEntities);
  /** Which mention of an entity was revealed last: the next Enter goes on from there. */
  private readonly revealed = new Map<string, number>();
  private readonly notices = element('div', 'notices');
  private readonly progress = element('div', 'progress');
  private readonly empty = element('div', 'empty');
  private readonly announcer = element('div', 'announcer');
  private document: PanelDocument | undefined;
  private strings: PanelStrings | undefined;
  private toolbar: Toolbar | undefined;
  private scoreBar: ScoreBar | undefined;
  private hint: HiddenHint | undefined;
  private tree: TreeView | undefined;
  private rows: readonly Row[] = [];
  private cursor: number | null = null;
  private isScheduled = false;

  async start(): Promise<void> {
    const strings = await this.wire.ask('ready', null);
    if (!strings) return;
    this.strings = strings;
    this.tree = new TreeView(strings, {
      setExpanded: (row, expanded) => this.setExpanded(row, expanded),
      reveal: (row, focus) => this.reveal(row, focus),
      dismiss: (row) => this.dismiss(row),
      undoDismiss: () => void this.wire.ask('undoDismiss', null),
      focusFilter: () => this.toolbar?.filter.focus(),
      contexts: async (ids) => (await this.wire.ask('contexts', { ids })) ?? [],
      moved: () => this.remember(),
      setScore: (row) => this.scoreBar?.focus(row.type.name),
    });
    this.toolbar = makeToolbar(
      strings,
      this.memory,
      () => this.update(),
      () => this.tree?.root.focus(),
    );
    this.scoreBar = new ScoreBar(strings, {
      changed: () => this.schedule(),
      tell: (type, score) => this.wire.ask('setScore', { type, score }),
      leave: () => this.tree?.root.focus(),
    });
    this.hint = new HiddenHint(strings, {
      reset: () => void this.wire.ask('resetScores', null),
      keep: () => void this.wire.ask('keepScores', null),
    });
    this.announcer.setAttribute('role', 'status');
    this.progress.setAttribute('role', 'progressbar');
    document.body.append(
      this.toolbar.root,
      this.scoreBar.root,
      this.progress,
      this.notices,
      this.empty,
      this.tree.root,
      this.hint.root,
      this.announcer,
    );
    this.tree.mount(this.memory.scrollTop);
    addEventListener('focus', () => this.takeFocus());
    if (this.document) this.onDocument(this.document);
    this.update(this.memory.active);
  }

  /** The panel was focused as a whole: the keyboard goes on where there is something to do. */
  private takeFocus(): void {
    if (document.activeElement !== document.body) return;
    const target = this.tree?.root.hidden ? document.querySelector<HTMLElement>('button') : this.tree?.root;
    target?.focus();
  }

  private onDocument(told: PanelDocument): void {
    const before = this.document;
    this.document = told;
    if (before && before.uri !== told.uri) {
      this.revealed.clear();
      this.openEntities.clear();
    }
    const run = (action: PanelAction): void => void this.wire.ask('run', action);
    const changed =
      JSON.stringify([before?.notices, before?.empty]) !== JSON.stringify([told.notices, told.empty]);
    if (changed || this.notices.childElementCount === 0) {
      this.notices.replaceChildren(...told.notices.map((notice) => noticeElement(notice, run)));
      this.empty.replaceChildren(noticeElement(told.empty, run));
    }
    this.scoreBar?.update(told.types, told.scores.minScore);
    this.showProgress(told, before);
    this.schedule();
  }

  private showProgress({ progress }: PanelDocument, before: PanelDocument | undefined): void {
    this.progress.hidden = !progress;
    if (progress && this.strings) {
      const { passagesDone, passagesTotal } = progress;
      const part = passagesTotal === 0 ? 0 : passagesDone / passagesTotal;
      this.progress.style.setProperty('--part', String(part));
      this.progress.setAttribute('aria-valuenow', String(Math.round(part * 100)));
      this.progress.setAttribute('aria-label', fill(this.strings.progress, passagesDone, passagesTotal));
    } else if (before?.progress && this.strings) {
      this.announcer.textContent = fill(this.strings.found, this.mentions.size);
    }
  }

  /** Several messages of one frame build the tree once. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => {
      this.isScheduled = false;
      this.update();
    });
  }

  private update(active?: string): void {
    const { document: told, toolbar, scoreBar, tree } = this;
    if (!told || !toolbar || !scoreBar || !tree) return;
    this.ordered ??= inDocumentOrder(this.mentions.values());
    const grouped = groupMentions(this.ordered, told.types, scoreBar.minScore);
    const hidden = grouped.reduce((sum, { hiddenCount }) => sum + hiddenCount, 0);
    const filter = toolbar.filter.value;
    const arranged = arrange(grouped, filter, toolbar.sort.value as Sort);
    this.rows = rowsOf(arranged, this);
    const hasMentions = this.mentions.size > 0;
    toolbar.root.hidden = scoreBar.root.hidden = !hasMentions;
    scoreBar.count(hidden);
    this.hint?.update(hidden, told.scores.isFiltered);
    tree.root.hidden = !hasMentions || this.rows.length === 0;
    this.empty.hidden = hasMentions;
    this.showNoMatch(hasMentions, arranged, hidden === this.mentions.size);
    tree.show(this.rows, active);
    this.markCursor(false);
    this.remember();
  }

  private showNoMatch(hasMentions: boolean, arranged: readonly TypeNode[], allHidden: boolean): void {
    const { strings, toolbar } = this;
    const isUnmatched = hasMentions && arranged.length === 0;
    const message = !hasMentions
      ? undefined
      : isUnmatched
        ? strings?.noMatch
        : allHidden
          ? strings?.allHidden
          : undefined;
    if (this.announcer.classList.toggle('shown', message !== undefined))
      this.announcer.textContent = message ?? '';
    toolbar?.filter.classList.toggle('no-match', isUnmatched);
  }

  private markCursor(reveal: boolean): void {
    const index = this.cursor === null ? -1 : rowOfMention(this.rows, this.cursor);
    const isElsewhere = document.activeElement !== this.tree?.root;
    this.tree?.mark(index, reveal && isElsewhere);
  }

  private setExpanded(row: Row, expanded: boolean): void {
    if (row.kind === 'type') {
      if (expanded) this.closedTypes.delete(row.key);
      else this.closedTypes.add(row.key);
    } else if (expanded) {
      this.openEntities.add(row.key);
    } else {
      this.openEntities.delete(row.key);
    }
    this.update();
  }

  private reveal(row: Row, focus: boolean): void {
    if (row.kind === 'type') return;
    const { mentions, key } = row.entity;
    let index = mentions.findIndex(({ id }) => row.kind === 'mention' && id === row.mention.id);
    if (index < 0) {
      const last = mentions.findIndex(({ id }) => id === this.revealed.get(key));
      // A double click comes after a click that has revealed a mention already: it only takes the focus there.
      index = focus && last >= 0 ? last : (last + 1) % mentions.length;
    }
    const mention = mentions[index];
    if (!mention) return;
    this.revealed.set(key, mention.id);
    void this.wire.ask('reveal', { id: mention.id, focus });
  }

  private dismiss(row: Row): void {
    if (row.kind === 'mention') void this.wire.ask('dismiss', { id: row.mention.id, scope: 'mention' });
    const first = row.kind === 'entity' ? row.entity.mentions[0] : undefined;
    if (first) void this.wire.ask('dismiss', { id: first.id, scope: 'text' });
  }

  private remember(): void {
    const { toolbar, tree } = this;
    if (!toolbar || !tree) return;
    this.wire.remember({
      filter: toolbar.filter.value,
      sort: toolbar.sort.value as Sort,
      closedTypes: [...this.closedTypes],
      openEntities: [...this.openEntities],
      active: tree.active?.key,
      scrollTop: tree.root.scrollTop,
    });
  }
}

void new PanelView().start();
