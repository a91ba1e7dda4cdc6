import * as vscode from 'vscode';
import type { Context } from '../context.ts';

/** Lists wait so long for what the server says, in milliseconds, before they open with what is known. */
const unnoticedMs = 150;
/** Settings and text are at rest after so many milliseconds. */
const restMs = 300;

/**
 * Asks the server for the type sets and for what a document names; a failure goes to the log.
 * @param document without one only the sets are asked for
 */
export async function refreshTypeSets(
  context: Context,
  document: vscode.TextDocument | undefined,
): Promise<void> {
  try {
    if (document) await context.introduce(document);
    await context.typeSets.refresh(document?.uri.toString());
  } catch (error) {
    context.log.error(error instanceof Error ? error : String(error));
  }
}

/** Waits until a promise is settled, but not longer than a person notices. */
export async function unnoticed(promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, unnoticedMs)));
  await Promise.race([promise, limit]);
  clearTimeout(timer);
}

/** Keeps what is known of the current document's types fresh while a server runs, for the status item. */
export class TypeSetsRefresh implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: Context) {
    const later = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), restMs);
    };
    this.subscriptions = [
      context.current.onDidChange(later),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('universalNer')) later();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document === context.current.get()) later();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private refresh(): void {
    const document = this.context.current.get();
    if (document && this.context.isStarted) void refreshTypeSets(this.context, document);
  }
}
