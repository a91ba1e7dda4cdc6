import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { checks } from './entities/checks.ts';
import { patternProblem } from './entities/patterns.ts';
import { entitySlots } from './protocol.ts';

/** How loudly a type's mentions are diagnosed; `off` publishes none. */
export const severity = z.enum(['off', 'hint', 'information', 'warning', 'error']);
export type Severity = z.infer<typeof severity>;

export const score = z.number().min(0).max(1);
/** Anything that is to be read: a type, a label, words. */
export const name = z.string().trim().min(1);

const regex = z
  .string()
  .min(1)
  .superRefine((source, { addIssue }) => {
    const problem = patternProblem(source);
    if (problem !== undefined) addIssue({ code: 'custom', message: problem });
  });

/** A regular expression (RE2's syntax); its group `mention`, where it has one, is the mention. */
const pattern = z.union([
  regex,
  z.strictObject({
    regex,
    /** Default: `true`. */
    caseSensitive: z.boolean().optional(),
    /** What the match must pass besides. */
    check: z.enum(checks).optional(),
  }),
]);
export type PatternOptions = z.infer<typeof pattern>;

function termsWith<File extends z.ZodType<string | undefined>>(file: File) {
  return z.union([
    z.array(name),
    z.strictObject({
      list: z.array(name).optional(),
      /** A UTF-8 file with one term a line, relative to the workspace folder and inside it. */
      file,
      /** Absent: terms of two to five capitals ("WHO") are, others are not. */
      caseSensitive: z.boolean().optional(),
      /** Default: `true`. */
      wholeWords: z.boolean().optional(),
      /** Whether English plurals and singulars are found too; default: `false`. */
      inflections: z.boolean().optional(),
    }),
  ]);
}
const terms = termsWith(name.optional());
export type TermOptions = z.infer<typeof terms>;

const identityColors = Array.from({ length: entitySlots }, (_, index) => `entity${index + 1}`);

/**
 * What a type may carry in `universalNer.types`. `askBy` says what the model is asked with: the name and the
 * aliases (the default), the definition alone, both beside each other, or nothing, so that only patterns and
 * terms find the type.
 */
export const typeOptions = z.strictObject({
  definition: name.optional(),
  askBy: z.enum(['name', 'definition', 'both', 'nothing']).optional(),
  aliases: z.array(name).optional(),
  color: z.enum(identityColors).optional(),
  severity: severity.optional(),
  minScore: score.optional(),
  /** The heading under which the type is offered. */
  group: name.optional(),
  patterns: z.array(pattern).optional(),
  terms: terms.optional(),
});
export type TypeOptions = z.infer<typeof typeOptions>;

/** What a type may carry that a document brings along: it comes from anywhere, and must not have files read. */
export const documentTypeOptions = typeOptions.extend({
  terms: termsWith(
    z.undefined({ error: () => l10n.t('a document cannot name files, settings can') }).optional(),
  ).optional(),
});
