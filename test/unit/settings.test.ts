import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod';
import { patternProblem } from '../../server/src/entities/patterns.ts';
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

/** What a reference within the schema of all settings points to: VS Code makes one of all contributed ones. */
function referenced(pointer: unknown): unknown {
  const [root, ...path] = String(pointer).split('/');
  assert.equal(root, '#');
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], {
    properties: contributedSettings(),
  });
}

interface TextSchema {
  readonly minLength?: number;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
}

/** The schemas of texts that a person writes freely, in a schema. */
function stringsIn(schema: unknown): TextSchema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isText = 'type' in schema && schema.type === 'string' && !('enum' in schema);
  return isText ? [schema as TextSchema] : Object.values(schema).flatMap(stringsIn);
}

/** A schema without what it says of the names of an object, which the manifest says in a pattern. */
function withoutNames(schema: unknown): unknown {
  const text = JSON.stringify(schema, (key, value: unknown) => (key === 'propertyNames' ? undefined : value));
  return JSON.parse(text) as unknown;
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

  it('describe the types in package.json as the schema does', () => {
    const told = new Set(['markdownDescription', 'markdownEnumDescriptions', 'examples', 'defaultSnippets']);
    // The manifest says in a pattern what the schema does by trimming, and what is used by default.
    for (const key of ['$schema', 'default', 'minLength', 'pattern', 'patternErrorMessage', 'scope'])
      told.add(key);
    const plain = (schema: unknown): unknown => {
      if (Array.isArray(schema)) return schema.map(plain);
      if (typeof schema !== 'object' || schema === null) return schema;
      if ('$ref' in schema) return plain(referenced(schema.$ref));
      const kept = Object.entries(schema).filter(
        ([key, value]) => !(told.has(key) && !(typeof value === 'object' && 'type' in value)),
      );
      return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
    };
    for (const name of ['types', 'typeSets', 'labels'] as const) {
      const { propertyNames, ...wanted } = plain(
        z.toJSONSchema(settingsSchema[name].value, { io: 'input' }),
      ) as Record<string, unknown>;
      const given = plain(contributedSettings()[`universalNer.${name}`]) as Record<string, unknown>;
      assert.ok(propertyNames && given['propertyNames']);
      assert.deepEqual(withoutNames(given), withoutNames(wanted), name);
    }
  });

  it('tell one thing about a text that is wrong, in words', () => {
    const texts = stringsIn(contributedSettings()['universalNer.types']);
    assert.ok(texts.length >= 8);
    for (const { minLength, pattern, patternErrorMessage } of texts) {
      assert.equal(minLength === undefined, pattern === '\\S');
      assert.match(patternErrorMessage ?? '', /^%setting\..*%$/);
    }
  });

  it('tell in package.json already what patterns can not have, and nothing against any that can be used', () => {
    const regexes = stringsIn(contributedSettings()['universalNer.types']).filter(
      ({ pattern }) => pattern !== '\\S',
    );
    assert.equal(regexes.length, 2);
    for (const { pattern = '' } of regexes) {
      const isAccepted = (source: string): boolean => new RegExp(pattern, 'u').test(source);
      for (const source of ['a(?=b)', '(?!x)y', String.raw`(a)\1`, String.raw`\\\1`, '(?:a|(?!b))']) {
        assert.ok(!isAccepted(source), source);
        assert.notEqual(patternProblem(source), undefined, source);
      }
      for (const source of [
        '(?<=a)b',
        '(?<!a)b',
        String.raw`\(?=b`,
        String.raw`\\1`,
        '(?:a)',
        '(?<mention>a)',
        'x?=1',
      ]) {
        assert.ok(isAccepted(source), source);
        assert.equal(patternProblem(source), undefined, source);
      }
    }
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

  it('tell in words what must be there instead', () => {
    const told = (type: unknown): string[] =>
      readSettings({ types: { a: type } }).problems.map(({ message }) =>
        message.replace(/^is wrong |; it is .*/g, ''),
      );
    const reasons: readonly (readonly [unknown, string])[] = [
      ['x', '(must be an object'],
      [{ definition: ' ' }, '(must hold more than blanks'],
      [{ askBy: 'nam' }, '(must be one of "name", "definition", "both", "nothing"'],
      [{ aliases: 'x' }, '(must be a list'],
      [{ aliases: [1] }, '(must be a text'],
      [
        { color: '#ff0000' },
        `(must be one of ${Array.from({ length: 12 }, (_, at) => `"entity${at + 1}"`).join(', ')}`,
      ],
      [{ minScore: 2 }, '(must be at most 1'],
      [{ minScore: -1 }, '(must be at least 0'],
      [{ minScore: '1' }, '(must be a number'],
      [{ patterns: [5] }, '(must be a text or an object'],
      [{ patterns: [{ regex: 'a', caseSensitive: 1 }] }, '(must be true or false'],
      [{ terms: 5 }, '(must be a list or an object'],
      [{ colour: 'entity1' }, 'is not known'],
    ];
    for (const [type, reason] of reasons) assert.deepEqual(told(type), [reason], JSON.stringify(type));
    assert.match(told({ patterns: ['('] })[0] ?? '', /^\(not a regular expression of RE2: missing/);
    assert.match(readSettings({ types: { ' ': {} } }).problems[0]?.message ?? '', /must have a name/);
    assert.match(readSettings({ threads: 1.5 }).problems[0]?.message ?? '', /must be a whole number/);
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

  it('take types named like parts of every object, and say so of the one name that they can not hold', () => {
    const given = JSON.parse(
      '{"types":{"constructor":{"color":"entity3"},"toString":{},"__proto__":{"color":"entity4"}}}',
    ) as unknown;
    const { settings, problems } = readSettings(given);
    assert.deepEqual(Object.entries(settings.types), [
      ['constructor', { color: 'entity3' }],
      ['toString', {}],
    ]);
    assert.deepEqual(problems, [
      {
        name: 'universalNer.types["__proto__"]',
        message: 'has a name that no setting can have',
        used: 'It is ignored.',
      },
    ]);
    const inside = JSON.parse('{"typeSets":{"mine":{"__proto__":{}}},"labels":{"__proto__":"x"}}') as unknown;
    assert.deepEqual(
      readSettings(inside).problems.map(({ name }) => name),
      ['universalNer.typeSets["mine"]["__proto__"]', 'universalNer.labels["__proto__"]'],
    );
  });

  it('keep what is right in the lists of a type', () => {
    const { settings, problems } = readSettings({
      types: {
        case: {
          patterns: ['C-\\d+', '(', { regex: 'a(?=b)' }, { regex: 'x', check: 'luhn' }],
          terms: { list: ['a', ' ', 'b'], where: 1 },
          aliases: ['file', 3],
        },
      },
    });
    assert.deepEqual(settings.types, {
      case: {
        patterns: ['C-\\d+', { regex: 'x', check: 'luhn' }],
        terms: { list: ['a', 'b'] },
        aliases: ['file'],
      },
    });
    const told = problems.map(({ name }) => name.replace('universalNer.types["case"]', '')).sort();
    assert.deepEqual(told, [
      '["aliases"][1]',
      '["patterns"][1]',
      '["patterns"][2]["regex"]',
      '["terms"]["list"][1]',
      '["terms"]["where"]',
    ]);
    assert.match(problems.find(({ name }) => name.endsWith('["regex"]'))?.message ?? '', /of RE2: .*\(\?=/);
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
