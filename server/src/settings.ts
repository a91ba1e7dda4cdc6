import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { overlapPolicies } from './entities/ground.ts';
import { isObject, readValue } from './readValue.ts';
import { name, score, severity, typeOptions } from './typeOptions.ts';

export type { Severity, TypeOptions } from './typeOptions.ts';

/** Where a setting may be set, in VS Code's words. */
export type SettingScope = 'machine' | 'window' | 'resource' | 'language-overridable';

interface Setting<T extends z.ZodType> {
  /** Validates the value and gives its default. */
  readonly value: T;
  readonly scope: SettingScope;
}

function setting<T extends z.ZodType>(scope: SettingScope, value: T): Setting<T> {
  return { scope, value };
}

/**
 * Every setting, by its name after `universalNer.`. package.json holds the same names, scopes, defaults and
 * enumerations with the descriptions that a person reads; a test holds the two together. Those of `highlights`
 * and `trace` are the client's: they stand here so that one place knows all names.
 */
export const settingsSchema = {
  /** `embedded`, or the path of a GGUF file. */
  model: setting('machine', z.string().trim().min(1).default('embedded')),
  /** Minutes without a query after which the model's memory is freed; 0 keeps it. */
  modelIdleMinutes: setting('machine', z.number().min(0).default(10)),
  /** Threads that the model computes on; `null`: chosen from the machine's cores. */
  threads: setting('machine', z.int().min(1).max(1024).nullable().default(null)),
  /** Queries that are decoded together; `null`, also below: chosen from the model and the machine. */
  lanes: setting('machine', z.int().min(1).max(256).nullable().default(null)),
  /** Tokens that a passage, a question and its answer have room for. */
  contextSize: setting('machine', z.int().min(256).max(1_048_576).nullable().default(null)),
  /** Tokens that one evaluation takes at most. */
  batchSize: setting('machine', z.int().min(32).max(8192).nullable().default(null)),
  /**
   * Who proposes types: the path of an instruct model's GGUF file, or the base address of a server with an
   * OpenAI-compatible API; `null` or nothing: the model of entities, by the inventory.
   */
  discoveryModel: setting('machine', z.string().trim().nullable().default(null)),
  /** The model's name at that address; `null` or nothing: the server's first. */
  discoveryModelName: setting('machine', z.string().trim().nullable().default(null)),
  types: setting('language-overridable', z.record(name, typeOptions).default({})),
  /** The user's type sets by their names; one named as a built-in set takes its place. */
  typeSets: setting('resource', z.record(name, z.record(name, typeOptions)).default({})),
  /** The type set in use, by id or name; `null`: none. */
  typeSet: setting('resource', name.nullable().default(null)),
  /** The data set whose way of annotating a model trained with names of data sets is to follow; `null`: none. */
  annotationStyle: setting('resource', name.nullable().default(null)),
  /** Label names of types, and the words that the model is asked with; these go before the built-in ones. */
  labels: setting('resource', z.record(name, name).default({})),
  /** Mentions with a lower score are hidden; `null`: the model's own default. */
  minScore: setting('resource', score.nullable().default(null)),
  overlapPolicy: setting('resource', z.enum(overlapPolicies).default('all')),
  foreignLanguages: setting('resource', z.enum(['run', 'skip']).default('run')),
  /** Whether a document whose entities were extracted is asked again where it is edited. */
  liveUpdates: setting('resource', z.boolean().default(true)),
  /** Whether answers are kept on disk between starts. */
  'cache.enabled': setting('machine', z.boolean().default(true)),
  /** In UTF-16 code units. */
  maxDocumentSize: setting('resource', z.int().min(1).default(10_000_000)),
  'diagnostics.severity': setting('resource', severity.default('hint')),
  'outline.enabled': setting('resource', z.boolean().default(true)),
  'highlights.enabled': setting('window', z.boolean().default(true)),
  'trace.server': setting('window', z.enum(['off', 'messages', 'verbose']).default('off')),
} as const;

export type SettingName = keyof typeof settingsSchema;
export type Settings = {
  readonly [Name in SettingName]: z.infer<(typeof settingsSchema)[Name]['value']>;
};

/** A wrong setting: its full name, what is wrong with it, and what is used instead. */
export interface SettingProblem {
  readonly name: string;
  readonly message: string;
  readonly used: string;
}

const names = Object.keys(settingsSchema) as SettingName[];

/** The settings of a client that configures nothing. */
export const defaultSettings: Settings = readSettings({}).settings;

/**
 * Reads the section `universalNer` as a client gives it: nested objects, dotted keys, or both.
 * @returns complete settings, whatever the section holds: what is wrong in it is left out (of a type only the
 * wrong field), told as a problem, and replaced by the default.
 */
export function readSettings(section: unknown): { settings: Settings; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  if (section !== undefined && section !== null && !isObject(section)) {
    problems.push({
      name: 'universalNer',
      message: l10n.t('must be an object'),
      used: l10n.t('The defaults are used.'),
    });
  }
  const given = new Map<string, unknown>();
  if (isObject(section)) flatten(section, '', given);
  const settings = names.map((name) => {
    const value = given.get(name);
    given.delete(name);
    return [name, readSetting(name, value, problems)];
  });
  for (const name of given.keys()) {
    problems.push({
      name: `universalNer.${name}`,
      message: l10n.t('is not a setting of Universal NER'),
      used: l10n.t('It is ignored.'),
    });
  }
  return { settings: Object.fromEntries(settings) as Settings, problems };
}

function readSetting(name: SettingName, value: unknown, problems: SettingProblem[]): unknown {
  const schema: z.ZodType = settingsSchema[name].value;
  const { read, problems: found } = readValue(schema, value);
  for (const { path, message } of found) {
    problems.push({
      name: `universalNer.${name}${path.map((key) => `[${JSON.stringify(key)}]`).join('')}`,
      message,
      used:
        path.length === 0
          ? l10n.t('The default is used: {0}.', JSON.stringify(schema.parse(undefined)))
          : l10n.t('It is ignored.'),
    });
  }
  return read;
}

/** `{ a: { b: 1 } }` and `{ 'a.b': 1 }` both give `a.b`; what a setting holds stays whole. */
function flatten(object: Record<string, unknown>, prefix: string, into: Map<string, unknown>): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    const isGroup = names.some((known) => known.startsWith(`${name}.`));
    if (isGroup && isObject(value)) flatten(value, `${name}.`, into);
    else if (!isGroup || value !== undefined) into.set(name, value);
  }
}
