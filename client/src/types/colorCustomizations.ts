/** What `workbench.colorCustomizations` holds: colours by their ids, and blocks of such for themes. */
export type ColorCustomizations = Readonly<Record<string, unknown>>;

/** A colour as a person sets it, `#` and hexadecimal digits; `undefined` where it is not set, or nothing that is one. */
export interface CustomColor {
  /** For all themes. */
  readonly everywhere: string | undefined;
  /** For the theme that is asked about; goes before `everywhere`. */
  readonly inTheme: string | undefined;
}

/**
 * What a person makes of a colour. Blocks are named as VS Code names them: `[Theme]`, `[One Theme][Another]`, and
 * `[*Dark*]` with stars for any letters; of several that fit, the last counts.
 * Source: https://code.visualstudio.com/docs/getstarted/themes, "Customize a color theme"
 * @param theme as `workbench.colorTheme` names it
 */
export function customColor(customizations: ColorCustomizations, theme: string, id: string): CustomColor {
  const blocks = Object.entries(customizations).filter(([key]) =>
    namesOf(key).some((name) => fits(name, theme)),
  );
  const inTheme = blocks.flatMap(([, block]) => colorIn(block, id) ?? []).at(-1);
  return { everywhere: colorIn(customizations, id), inTheme };
}

function namesOf(key: string): string[] {
  return [...key.matchAll(/\[([^\]]+)\]/gu)].map(([, name = '']) => name);
}

function fits(name: string, theme: string): boolean {
  const parts = name.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(theme);
}

function colorIn(block: unknown, id: string): string | undefined {
  const value: unknown =
    typeof block === 'object' && block !== null && id in block ? Reflect.get(block, id) : undefined;
  return typeof value === 'string' && /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/iu.test(value)
    ? value
    : undefined;
}
