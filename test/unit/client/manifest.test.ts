import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { entitySlots } from '../../../server/src/protocol.ts';

interface Contribution {
  readonly command: string;
}
interface Color {
  readonly id: string;
  readonly defaults: Readonly<Record<string, string>>;
}
interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly Contribution[];
    readonly menus: Readonly<Record<string, readonly Contribution[]>>;
    readonly keybindings: readonly Contribution[];
    readonly colors: readonly Color[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    }[];
    readonly semanticTokenTypes: readonly { readonly id: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly description: string; readonly media: { readonly svg: string } }[];
    }[];
  };
}

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const { contributes, capabilities } = JSON.parse(read('package.json')) as Manifest;
const slots = Array.from({ length: entitySlots }, (_, index) => `entity${index + 1}`);

describe('package.json', () => {
  const contributed = contributes.commands.map(({ command }) => command);

  it('contributes commands that the client registers', () => {
    const tables = readdirSync(new URL('client/src/commands', root)).map((file) =>
      read(`client/src/commands/${file}`),
    );
    for (const command of contributed) {
      assert.ok(
        tables.some((table) => table.includes(`'${command}':`)),
        `${command} is not registered`,
      );
    }
  });

  it('names no other commands in menus, keys and walkthroughs', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ command }) => command,
    );
    const words = read('package.nls.json');
    const linked = [...words.matchAll(/command:(universalNer\.\w+)/gu)].map(([, command]) => command ?? '');
    assert.ok(used.length > 5 && linked.length > 2);
    for (const command of [...used, ...linked]) assert.ok(contributed.includes(command), command);
  });

  it('gives no client command the id of a command of the server', () => {
    for (const id of ['universalNer.extract', 'universalNer.dismiss']) assert.ok(!contributed.includes(id));
  });

  it('has identity colours and token types for every slot, in all kinds of themes', () => {
    const wanted = slots.flatMap((slot) => [`universalNer.${slot}`, `universalNer.${slot}Background`]);
    assert.deepEqual(
      contributes.colors.map(({ id }) => id),
      wanted,
    );
    for (const { id, defaults } of contributes.colors) {
      for (const kind of ['dark', 'light', 'highContrast', 'highContrastLight']) {
        assert.match(defaults[kind] ?? '', /^#[0-9a-f]{6}([0-9a-f]{2})?$/u, `${id} ${kind}`);
      }
    }
    assert.deepEqual(
      contributes.semanticTokenTypes.map(({ id }) => id),
      slots,
    );
  });

  it('has identity colours that stand out of the background, and of which no two are equal', () => {
    const identities = contributes.colors.filter(({ id }) => !id.endsWith('Background'));
    const backgrounds = {
      dark: '#1f1f1f',
      light: '#ffffff',
      highContrast: '#000000',
      highContrastLight: '#ffffff',
    };
    for (const [kind, background] of Object.entries(backgrounds)) {
      const colors = identities.map(({ defaults }) => defaults[kind] ?? '');
      assert.equal(new Set(colors).size, entitySlots);
      for (const color of colors) assert.ok(contrast(color, background) >= 3, `${color} on ${background}`);
    }
  });

  it('reads in untrusted workspaces no setting that names files or resources', () => {
    const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    const machine = settings.filter(([, { scope }]) => scope === 'machine').map(([name]) => name);
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, machine);
    assert.equal(capabilities.virtualWorkspaces, true);
  });

  it('has every picture of the walkthrough', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.ok(steps.length >= 4);
    for (const { media } of steps) {
      const picture = read(media.svg);
      assert.doesNotMatch(picture, /style=|<style/u, `${media.svg}: VS Code blocks styles there`);
    }
  });
});

/** Contrast ratio of two colours `#rrggbb` (WCAG 2.2, "contrast ratio"). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
