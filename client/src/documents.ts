import * as vscode from 'vscode';

/** Documents that people write. Output, source control's input, comments and so on are read only on command. */
const readableSchemes: ReadonlySet<string> = new Set([
  'file',
  'untitled',
  'vscode-remote',
  'vscode-vfs',
  'git',
]);

/** Whether a document is one that entities are offered for without being asked. */
export function isReadable(document: vscode.TextDocument): boolean {
  return readableSchemes.has(document.uri.scheme);
}

/** What a document, or a file, is called where it is named to a person. */
export function nameOf({ uri }: Pick<vscode.TextDocument, 'uri'>): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}

/**
 * Runs a command on a document, which is shown for that: a message about it may still stand when another one is in
 * front.
 */
export async function runOn(
  document: vscode.TextDocument,
  command: string,
  argument?: unknown,
): Promise<void> {
  if (vscode.window.activeTextEditor?.document !== document) {
    await vscode.window.showTextDocument(document.uri, { preview: false });
  }
  await vscode.commands.executeCommand(command, argument);
}

/**
 * The document that panel, status and commands speak of: the one in the active editor. It stays while the
 * focus is in a panel or in an editor that entities are not offered for, as long as it is still shown.
 */
export class CurrentDocument implements vscode.Disposable {
  private document: vscode.TextDocument | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [];
  readonly onDidChange = this.changed.event;

  constructor() {
    this.follow(vscode.window.activeTextEditor);
    this.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.follow(vscode.window.activeTextEditor)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.document) this.set(undefined);
      }),
      this.changed,
    );
  }

  get(): vscode.TextDocument | undefined {
    return this.document;
  }

  /** The editor that shows the document, the active one first. */
  get editor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    if (activeTextEditor?.document === this.document) return activeTextEditor;
    return visibleTextEditors.find((editor) => editor.document === this.document);
  }

  /** Makes a document the current one, whatever its scheme: a command was run on it. */
  set(document: vscode.TextDocument | undefined): void {
    if (document === this.document) return;
    this.document = document;
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(active: vscode.TextEditor | undefined): void {
    if (active && isReadable(active.document)) this.set(active.document);
    else if (!this.editor) this.set(undefined);
  }
}
