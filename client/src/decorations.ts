import * as vscode from 'vscode';
import { slotsIn, type WireMention } from '../../server/src/protocol.ts';
import type { Context } from './context.ts';
import { groupByLook, lookKey, type Look } from './decorationRanges.ts';
import { mentionsStartingIn } from './mentionSearch.ts';
import { affects, highlightsEnabled } from './settings.ts';

/** With more mentions than this only those near the visible part of an editor are decorated. */
const decoratedAtOnce = 4_000;
/** How far around the visible part, in UTF-16 code units, so that scrolling shows no bare text. */
const margin = 8_000;

/** Highlights are drawn anew when the typing has paused for this long. */
const typingMs = 200;

/**
 * The highlights: every visible editor of a document shows its mentions in their types' identity colours. They
 * follow the mirror directly, since VS Code waits before it asks for semantic tokens. VS Code itself moves them
 * with the text while a person types. What is drawn then may land beside its text, since letters typed meanwhile
 * are not known here yet: so edits draw only once they pause, and heal that too.
 */
export class Highlights implements vscode.Disposable {
  private readonly looks = new Map<string, vscode.TextEditorDecorationType>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly shown = new WeakMap<vscode.TextEditor, Set<string>>();
  private readonly due = new Set<vscode.TextEditor>();
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: Context) {
    this.subscriptions.push(
      context.onDidChangeEntities((change) => {
        if (change.kind === 'moved' || (change.kind === 'mentions' && change.byEdit)) {
          clearTimeout(this.pause);
          this.pause = setTimeout(() => this.scheduleAll(vscode.window.visibleTextEditors), typingMs);
        } else {
          this.scheduleAll(editorsOf(change.uri));
        }
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.scheduleAll(editors)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (this.mentionsOf(textEditor).length > decoratedAtOnce) this.schedule(textEditor);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!affects(event, 'highlights.enabled')) return;
        this.scheduleAll(vscode.window.visibleTextEditors);
        void context.refreshSemanticTokens();
      }),
    );
    this.scheduleAll(vscode.window.visibleTextEditors);
  }

  dispose(): void {
    clearTimeout(this.pause);
    for (const disposable of [...this.subscriptions, ...this.looks.values()]) disposable.dispose();
  }

  private scheduleAll(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) this.schedule(editor);
  }

  /** Several changes of one turn draw once. */
  private schedule(editor: vscode.TextEditor): void {
    if (this.due.size === 0) {
      queueMicrotask(() => {
        const editors = [...this.due];
        this.due.clear();
        for (const each of editors) this.draw(each);
      });
    }
    this.due.add(editor);
  }

  private draw(editor: vscode.TextEditor): void {
    const before = this.shown.get(editor) ?? new Set();
    const { document } = editor;
    const { summary } = this.context.entitiesOf(document) ?? {};
    const groups = groupByLook(this.mentionsToDraw(editor), slotsIn(summary));
    for (const { look, mentions } of groups.values()) {
      editor.setDecorations(
        this.decorationFor(look),
        mentions.map(
          ({ start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
        ),
      );
    }
    for (const key of before) {
      const look = this.looks.get(key);
      if (look && !groups.has(key)) editor.setDecorations(look, []);
    }
    this.shown.set(editor, new Set(groups.keys()));
  }

  private mentionsToDraw(editor: vscode.TextEditor): readonly WireMention[] {
    if (!highlightsEnabled()) return [];
    const mentions = this.mentionsOf(editor);
    const [first, ...others] = editor.visibleRanges;
    if (mentions.length <= decoratedAtOnce || !first) return mentions;
    const last = others.at(-1) ?? first;
    return mentionsStartingIn(
      mentions,
      editor.document.offsetAt(first.start) - margin,
      editor.document.offsetAt(last.end) + margin,
    );
  }

  private mentionsOf(editor: vscode.TextEditor): readonly WireMention[] {
    return this.context.entitiesOf(editor.document)?.mentions ?? [];
  }

  private decorationFor(look: Look): vscode.TextEditorDecorationType {
    const key = lookKey(look);
    const known = this.looks.get(key);
    if (known) return known;
    const decoration = vscode.window.createTextEditorDecorationType(styleOf(look));
    this.looks.set(key, decoration);
    return decoration;
  }
}

function editorsOf(uri: string): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri);
}

/** A nested mention has a frame where others are underlined, so that it stands out of the one around it. */
function styleOf({ slot, tone, nested }: Look): vscode.DecorationRenderOptions {
  const identity = new vscode.ThemeColor(`universalNer.entity${slot}`);
  const style: vscode.DecorationRenderOptions = {
    borderColor: identity,
    borderStyle: { strong: 'solid', weak: 'dashed', stale: 'dotted' }[tone],
    borderWidth: nested ? '1px' : `0 0 ${tone === 'strong' ? 2 : 1}px 0`,
    borderRadius: '2px',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
  if (tone === 'weak') return style;
  return {
    ...style,
    backgroundColor: new vscode.ThemeColor(`universalNer.entity${slot}Background`),
    overviewRulerColor: identity,
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  };
}
