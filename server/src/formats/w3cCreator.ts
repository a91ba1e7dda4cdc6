import { rules, type Rule } from './annotatedDocument.ts';

/**
 * The name of the software agent that found a mention by a rule: what the Web Annotation model (section 3.3.2,
 * "Agents") has for telling apart who created an annotation.
 */
export function creatorName(rule: Rule): string {
  return `Universal NER (${rule})`;
}

/** The rule that a creator's name stands for; `undefined` for any other creator. */
export function ruleOf(name: unknown): Rule | undefined {
  return rules.find((rule) => creatorName(rule) === name);
}
