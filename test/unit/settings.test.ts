import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod';
import { defaultSettings, readSettings, settingsSchema } from '../../server/src/settings.ts';

interface Contributed {
  readonly scope?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

function contributedSettings(): Record<string, Contributed> {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, Contributed> } | { properties: object }[] };
  };
  const sections = [manifest.contributes.configuration].flat();
  return Object.assign({}, ...sections.map(({ properties }) => properties)) as Record<string, Contributed>;
}

describe('settings', () => {
  it('are the same in the schema and in package.json', () => {
    const fromSchema = Object.entries(settingsSchema).map(([name, { scope, value }]) => {
      const schema = z.toJSONSchema(value, { io: 'input' });
      return [`universalNer.${name}`, { scope, default: schema.default, enum: schema.enum }];
    });
    const fromManifest = Object.entries(contributedSettings()).map(([name, setting]) => [
      name,
      { scope: setting.scope, default: setting.default, enum: setting.enum },
    ]);
    assert.deepEqual(Object.fromEntries(fromManifest), Object.fromEntries(fromSchema));
  });

  it('are all described in package.json', () => {
    for (const [name, { description, markdownDescription }] of Object.entries(contributedSettings())) {
      assert.ok(description ?? markdownDescription, name);
    }
  });

  it('come nested, dotted or not at all', () => {
    assert.deepEqual(readSettings(undefined), { settings: defaultSettings, problems: [] });
    assert.deepEqual(readSettings(null), { settings: defaultSettings, problems: [] });
    const wanted = { ...defaultSettings, 'outline.enabled': false, minScore: 0.5 };
    assert.deepEqual(readSettings({ outline: { enabled: false }, minScore: 0.5 }).settings, wanted);
    assert.deepEqual(readSettings({ 'outline.enabled': false, minScore: 0.5 }).settings, wanted);
  });

  it('tell what is wrong by its full name and use the default instead', () => {
    const { settings, problems } = readSettings({ minScore: 2, diagnostics: { severity: 'loud' }, typo: 1 });
    assert.deepEqual(settings, defaultSettings);
    assert.deepEqual(
      problems.map(({ name }) => name),
      ['universalNer.minScore', 'universalNer.diagnostics.severity', 'universalNer.typo'],
    );
    assert.match(problems[0]?.message ?? '', /it is 2/);
    assert.match(problems[1]?.used ?? '', /"hint"/);
  });

  it('keep what is right in a type and leave out only what is wrong', () => {
    const { settings, problems } = readSettings({
      types: { person: { minScore: 3, severity: 'warning', bogus: 1 }, city: 5, drug: {} },
    });
    assert.deepEqual(settings.types, { person: { severity: 'warning' }, drug: {} });
    assert.deepEqual(problems.map(({ name }) => name).sort(), [
      'universalNer.types["city"]',
      'universalNer.types["person"]["bogus"]',
      'universalNer.types["person"]["minScore"]',
    ]);
  });

  it('are complete whatever a client sends', () => {
    const keys = fc.constantFrom(...Object.keys(settingsSchema), 'diagnostics', 'outline', 'x', '__proto__');
    const section = fc.oneof(fc.anything(), fc.dictionary(keys, fc.jsonValue()));
    fc.assert(
      fc.property(section, (given) => {
        const { settings } = readSettings(given);
        for (const [name, { value }] of Object.entries(settingsSchema)) {
          const setting = settings[name as keyof typeof settings];
          assert.deepEqual(value.parse(setting), setting);
        }
      }),
    );
  });
});
