import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import {
  asUserError,
  inOneLine,
  keyActions,
  settingActions,
  showLogAction,
  showMessage,
} from '../messages.ts';

/** Commands by their ids; what `package.json` contributes and what is registered are held together by a test. */
export type CommandTable = Readonly<Record<string, (context: Context, argument?: unknown) => unknown>>;

/** Registers every command of the tables; a failure is told in one sentence, with the rest in the log. */
export function registerCommands(context: Context, ...tables: readonly CommandTable[]): vscode.Disposable {
  const registered = tables.flatMap((table) =>
    Object.entries(table).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        try {
          return await run(context, argument);
        } catch (error) {
          context.log.error(error instanceof Error ? error : String(error));
          const told = asUserError(error);
          await showMessage(
            'error',
            inOneLine(told),
            ...keyActions(told),
            ...settingActions(told),
            showLogAction(),
          );
          return undefined;
        }
      }),
    ),
  );
  return vscode.Disposable.from(...registered);
}
