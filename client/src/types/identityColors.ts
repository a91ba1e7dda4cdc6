import * as vscode from 'vscode';
import { customColor, type ColorCustomizations } from './colorCustomizations.ts';

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
 * for a colour: these are the defaults, with what the person customizes for all themes, and for the present one on
 * the kind of ground that it has.
 * @param packageJson the extension's
 */
export function identityColors(packageJson: unknown): ReadonlyMap<string, IdentityColor> {
  const own = vscode.workspace
    .getConfiguration('workbench')
    .get<ColorCustomizations>('colorCustomizations', {});
  const kind = vscode.window.activeColorTheme.kind;
  const isLight = kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
  const theme = presentTheme(kind);
  return new Map(
    (packageJson as Manifest).contributes.colors.map(({ id, defaults }) => {
      const { everywhere, inTheme } = customColor(own, theme, id);
      const look = {
        light: (isLight ? inTheme : undefined) ?? everywhere ?? defaults.light,
        dark: (isLight ? undefined : inTheme) ?? everywhere ?? defaults.dark,
      };
      return [id.replace('universalNer.', ''), look];
    }),
  );
}

/** The name of the present theme, as far as settings tell; an extension can ask for its kind alone. */
function presentTheme(kind: vscode.ColorThemeKind): string {
  const followed = {
    [vscode.ColorThemeKind.Light]: 'preferredLightColorTheme',
    [vscode.ColorThemeKind.Dark]: 'preferredDarkColorTheme',
    [vscode.ColorThemeKind.HighContrast]: 'preferredHighContrastColorTheme',
    [vscode.ColorThemeKind.HighContrastLight]: 'preferredHighContrastLightColorTheme',
  }[kind];
  const follows = vscode.workspace.getConfiguration('window').get<boolean>('autoDetectColorScheme', false);
  const setting = follows ? followed : 'colorTheme';
  return vscode.workspace.getConfiguration('workbench').get<string>(setting, '');
}
