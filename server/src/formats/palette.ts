/** How an identity colour looks on dark and on light ground: `#` and hexadecimal digits. */
export interface PaletteColor {
  readonly dark: string;
  readonly light: string;
}

/**
 * The identity colours, for exported pages: the same as `universalNer.entity1` to `universalNer.entity12` of
 * package.json, which editor and panel show; a test holds them equal. Chosen so that any two are told apart (CIEDE2000
 * of 8.5 or more) also with protanopia, deuteranopia and tritanopia, as Machado, Oliveira and Fernandes simulate them
 * (2009), and that each has a contrast of 3 or more to the editor's backgrounds.
 */
export const identityColors: readonly PaletteColor[] = [
  { dark: '#feb202', light: '#7d4600' },
  { dark: '#03b363', light: '#026830' },
  { dark: '#f770b3', light: '#b61b74' },
  { dark: '#e2f35f', light: '#8d9701' },
  { dark: '#a05ccc', light: '#5501a1' },
  { dark: '#69a928', light: '#36890c' },
  { dark: '#40fffc', light: '#099eb1' },
  { dark: '#e35d4f', light: '#910009' },
  { dark: '#618dfe', light: '#216acd' },
  { dark: '#ffa492', light: '#e66247' },
  { dark: '#a9a8ff', light: '#3640ab' },
  { dark: '#c44c99', light: '#6f0068' },
];

/**
 * The identity colours with those of a person's own in their places.
 * @param own by their names, `entity1` being the first; other names mean none
 */
export function paletteWith(own: Readonly<Record<string, PaletteColor>>): readonly PaletteColor[] {
  return identityColors.map((color, index) => own[`entity${String(index + 1)}`] ?? color);
}
