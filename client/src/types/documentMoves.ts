import * as vscode from 'vscode';

/** A new document is closed at most so many milliseconds after its text was about to be saved in a file. */
const savingMs = 10_000;

/**
 * Tells of files and folders that are moved or renamed in the editor, and of new documents that are saved for the
 * first time. VS Code tells of these only that a file of the same text is saved; then the new document is emptied and
 * closed.
 * @param moved gets URIs as VS Code writes them
 */
export function followMoves(moved: (from: string, to: string) => void): vscode.Disposable {
  /** The files that new documents are being saved in, by the URIs of the new documents. */
  const saving = new Map<string, { readonly to: string; readonly at: number }>();
  return vscode.Disposable.from(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) moved(oldUri.toString(), newUri.toString());
    }),
    vscode.workspace.onWillSaveTextDocument(({ document }) => {
      if (document.isUntitled) return;
      for (const other of vscode.workspace.textDocuments) {
        if (!other.isUntitled || other.getText() !== document.getText()) continue;
        saving.set(other.uri.toString(), { to: document.uri.toString(), at: Date.now() });
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const from = uri.toString();
      const saved = saving.get(from);
      saving.delete(from);
      if (saved && Date.now() - saved.at < savingMs) moved(from, saved.to);
    }),
  );
}
