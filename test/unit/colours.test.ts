import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  wcagContrast,
  type Color,
} from 'culori';
import { describe, it } from 'mocha';
import { backgrounds } from '../../server/src/cli/terminalView.ts';
import { identityColors } from '../../server/src/formats/palette.ts';
import { entitySlots } from '../../server/src/protocol.ts';

interface Manifest {
  readonly contributes: {
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
  };
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest;
const contributed = (kind: string): string[] =>
  manifest.contributes.colors
    .filter(({ id }) => !id.endsWith('Background'))
    .map(({ defaults }) => defaults[kind] ?? '');

/** Kinds of themes, and the backgrounds of VS Code's own editors in them. */
const editors: Readonly<Record<string, readonly string[]>> = {
  dark: ['#1f1f1f', '#1e1e1e'],
  light: ['#ffffff'],
  highContrast: ['#000000'],
  highContrastLight: ['#ffffff'],
};

/** How colours look; dichromacy by Machado, Oliveira and Fernandes (2009), severity 1. */
const visions: Readonly<Record<string, (color: Color) => Color>> = {
  'all cones': (color) => color,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};

const rgb = converter('rgb');
const difference = differenceCiede2000();

/** The smallest difference (CIEDE2000) of any two colours, as an eye of this kind sees them. */
function closest(colors: readonly string[], see: (color: Color) => Color): number {
  const seen = colors.map((color) => see(rgb(color) ?? assert.fail(`${color} is no colour`)));
  let smallest = Infinity;
  for (const [index, color] of seen.entries()) {
    for (const other of seen.slice(0, index)) smallest = Math.min(smallest, difference(color, other));
  }
  return smallest;
}

/** A colour of the 6 x 6 x 6 cube in the 256-colour palette of terminals. */
function terminalColor(index: number): string {
  const levels = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  const channels = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((at) => levels[at] ?? NaN);
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

describe('the identity colours', () => {
  it('are the same in the editor and in exported pages', () => {
    assert.equal(identityColors.length, entitySlots);
    for (const scheme of ['dark', 'light'] as const) {
      assert.deepEqual(
        identityColors.map((color) => color[scheme]),
        contributed(scheme),
      );
    }
  });

  for (const [vision, see] of Object.entries(visions)) {
    const wanted = vision === 'all cones' ? 12 : 8.5;
    it(`are told apart with ${vision}`, () => {
      for (const kind of Object.keys(editors)) {
        const smallest = closest(contributed(kind), see);
        assert.ok(smallest >= wanted, `${kind}: two colours differ by ${smallest.toFixed(1)} only`);
      }
      const inTerminal = closest(backgrounds.map(terminalColor), see);
      assert.ok(inTerminal >= wanted, `terminal: two colours differ by ${inTerminal.toFixed(1)} only`);
    });
  }

  it('stand out of the background as WCAG asks of what is no text', () => {
    for (const [kind, backs] of Object.entries(editors)) {
      for (const color of contributed(kind)) {
        for (const back of backs) assert.ok(wcagContrast(color, back) >= 3, `${color} on ${back}`);
      }
    }
  });

  it('leave black text readable in a terminal', () => {
    for (const index of backgrounds) {
      assert.ok(wcagContrast('#000000', terminalColor(index)) >= 4.5, String(index));
    }
  });
});
