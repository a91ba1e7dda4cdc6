import * as vscode from 'vscode';
import { entitySlots, lineOfNames, type TypeInfo } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { changeType } from './changeType.ts';
import { identityColors, type IdentityColor } from './identityColors.ts';

/**
 * Has a person choose the identity colour of a type; saves it in `universalNer.types`, or in the document's
 * front matter where that chooses one already.
 * @param used the types that have a colour in the document now, by its number
 * @returns whether anything was saved
 */
export async function chooseColor(
  context: Context,
  document: vscode.TextDocument,
  type: TypeInfo,
  used: (slot: number) => readonly string[],
): Promise<boolean> {
  const colors = identityColors(context.packageJson);
  const slots = Array.from({ length: entitySlots }, (_, index) => {
    const color = `entity${index + 1}`;
    const look = colors.get(color);
    return {
      color,
      label: vscode.l10n.t('Colour {0}', index + 1),
      description: lineOfNames(used(index + 1)),
      ...(look && { iconPath: swatch(look) }),
    };
  });
  const automatic = {
    color: undefined,
    label: vscode.l10n.t('Automatic'),
    description: vscode.l10n.t('the same in every document, unless another type has it'),
    iconPath: new vscode.ThemeIcon('sparkle'),
  };
  const present = slots.filter(({ color }) => color === type.color);
  const others = slots.filter(({ color }) => color !== type.color);
  const items: (vscode.QuickPickItem & { readonly color: string | undefined })[] =
    present.length > 0 ? [...present, automatic, ...others] : [automatic, ...others];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Colour of "{0}"', type.name),
    placeHolder: vscode.l10n.t('In the editor, the panel and exports'),
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.color === type.color) return false;
  return changeType(context, document, type.name, { color: chosen.color });
}

function swatch({ light, dark }: IdentityColor): { light: vscode.Uri; dark: vscode.Uri } {
  return { light: disc(light), dark: disc(dark) };
}

function disc(color: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><circle cx="8" cy="8" r="6" fill="${color}"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}
