import type * as vscode from 'vscode';
import { discoveryCommands } from './commands/discovery.ts';
import { exportCommands } from './commands/export.ts';
import { extractionCommands } from './commands/extraction.ts';
import { labelCommands } from './commands/labels.ts';
import { navigationCommands } from './commands/navigation.ts';
import { registerCommands } from './commands/table.ts';
import { typeSetCommands } from './commands/typeSets.ts';
import { windowCommands } from './commands/window.ts';
import { Context } from './context.ts';
import { Highlights } from './decorations.ts';
import { Panel } from './panel/panel.ts';
import { Status, statusCommands } from './status.ts';
import { TypeSetsRefresh } from './types/refreshTypeSets.ts';
import { VisibleRanges } from './visibleRanges.ts';

let context: Context | undefined;

/** Composes the client. Starts no server and loads no model: that waits for the first command that needs them. */
export function activate(extension: vscode.ExtensionContext): void {
  context = new Context(extension);
  extension.subscriptions.push(
    context,
    new Highlights(context),
    new Status(context),
    new Panel(context),
    new VisibleRanges(context),
    new TypeSetsRefresh(context),
    registerCommands(
      context,
      extractionCommands,
      discoveryCommands,
      typeSetCommands,
      labelCommands,
      navigationCommands,
      exportCommands,
      windowCommands,
      statusCommands,
    ),
  );
}

export async function deactivate(): Promise<void> {
  await context?.stop();
}
