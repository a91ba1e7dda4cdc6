import * as vscode from 'vscode';
import { visible, type LspRange } from '../../server/src/protocol.ts';
import type { Context } from './context.ts';
import { SeenRanges } from './seenRanges.ts';

/** At most this often is the server told what a person sees, in milliseconds. */
const interval = 150;

/** Tells the server which parts of which documents are in sight, so that it asks about them first. */
export class VisibleRanges implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly seen = new SeenRanges();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: Context) {
    const later = (): void => {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.tell();
      }, interval);
    };
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(later),
      vscode.window.onDidChangeTextEditorVisibleRanges(later),
      // A document is told of when it is first asked about, and again when the server was started anew.
      context.onDidChangeEntities((change) => {
        if (change.kind === 'mentions' && change.full) this.seen.forget(change.uri);
        if (!this.seen.knows(change.uri)) later();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.seen.forget(uri.toString())),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tell(): void {
    if (!this.context.isStarted) return;
    const sights = vscode.window.visibleTextEditors
      .filter(({ document }) => this.context.entitiesOf(document))
      .map(({ document, visibleRanges }) => ({
        uri: document.uri.toString(),
        ranges: visibleRanges.map(toLspRange),
      }));
    for (const sight of this.seen.news(sights)) void this.context.notify(visible, sight);
  }
}

function toLspRange({ start, end }: vscode.Range): LspRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
