import * as vscode from 'vscode';

/** `#rrggbb`, for light and for dark themes. */
export interface IdentityColor {
  readonly light: string;
  readonly dark: string;
}

interface Manifest {
  readonly contributes: {
    readonly colors: readonly { readonly id: string; readonly defaults: IdentityColor }[];
  };
}

/**
 * The identity colours by the names that settings give them: `entity1` and so on. An extension can't ask the theme
 * for a colour: these are the defaults, with what the person customizes for all themes.
 * @param packageJson the extension's
 */
export function identityColors(packageJson: unknown): ReadonlyMap<string, IdentityColor> {
  const own = vscode.workspace
    .getConfiguration('workbench')
    .get<Readonly<Record<string, unknown>>>('colorCustomizations', {});
  return new Map(
    (packageJson as Manifest).contributes.colors.map(({ id, defaults: { light, dark } }) => {
      const custom = own[id];
      const isColor = typeof custom === 'string' && /^#[0-9a-f]{3,8}$/iu.test(custom);
      return [id.replace('universalNer.', ''), isColor ? { light: custom, dark: custom } : { light, dark }];
    }),
  );
}
