import * as l10n from '@vscode/l10n';
import type * as z from 'zod';

/** What is wrong with a value that a person wrote, in a clause of the person's language such as "must be a list". */
export function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return mustBe([issue.expected]) ?? issue.message;
    case 'invalid_union':
      return mustBe(issue.errors.flatMap(shapesWanted)) ?? issue.message;
    case 'invalid_value':
      return l10n.t('must be one of {0}', issue.values.map((value) => JSON.stringify(value)).join(', '));
    case 'invalid_key':
      return l10n.t('must have a name');
    case 'too_small':
      return issue.origin === 'string'
        ? l10n.t('must hold more than blanks')
        : l10n.t('must be at least {0}', String(issue.minimum));
    case 'too_big':
      return l10n.t('must be at most {0}', String(issue.maximum));
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

/** The shapes that one alternative of several wants the value itself to have. */
function shapesWanted(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'invalid_type' && issue.path.length === 0 ? [issue.expected] : [],
  );
}

/** @returns `undefined` where there are no words for a shape */
function mustBe(shapes: readonly string[]): string | undefined {
  const words: Readonly<Record<string, string>> = {
    array: l10n.t('must be a list'),
    object: l10n.t('must be an object'),
    record: l10n.t('must be an object'),
    string: l10n.t('must be a text'),
    number: l10n.t('must be a number'),
    int: l10n.t('must be a whole number'),
    boolean: l10n.t('must be true or false'),
    'array object': l10n.t('must be a list or an object'),
    'object string': l10n.t('must be a text or an object'),
  };
  return words[[...new Set(shapes)].sort().join(' ')];
}
