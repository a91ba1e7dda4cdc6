import * as vscode from 'vscode';
import { visible, type LspRange } from '../../server/src/protocol.ts';
import type { Context } from './context.ts';

/** At most this often is the server told what a person sees, in milliseconds. */
const interval = 150;

/** Tells the server which parts of which documents are in sight, so that it asks about them first. */
export class VisibleRanges implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  /** What the server was told last, by document. */
  private readonly told = new Map<string, string>();
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
        if (!this.told.has(change.uri) || (change.kind === 'mentions' && change.full)) later();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.told.delete(uri.toString())),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tell(): void {
    if (!this.context.isStarted) return;
    const seen = new Map<string, LspRange[]>([...this.told.keys()].map((uri) => [uri, []]));
    for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
      if (!this.context.entitiesOf(document)) continue;
      const uri = document.uri.toString();
      seen.set(uri, [...(seen.get(uri) ?? []), ...visibleRanges.map(toLspRange)]);
    }
    for (const [uri, ranges] of seen) {
      const now = JSON.stringify(ranges);
      if (this.told.get(uri) === now) continue;
      this.told.set(uri, now);
      void this.context.notify(visible, { uri, ranges });
    }
  }
}

function toLspRange({ start, end }: vscode.Range): LspRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
