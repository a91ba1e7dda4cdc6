import { abbreviations, coarseTypes, labels, lumped } from './labelTable.ts';

/** The position tags of BIO, BIOES and BILOU schemes. */
const positionTag = /^[BIESLU]-(?=.)/u;
const allCapitals = /^\p{Lu}[\p{Lu}\p{N}_]*$/u;
/** The longest name in capitals that is taken for an acronym ("DNA", "HTTPS"). */
const longestAcronym = 5;

/** A user's own labels, with their words; they go before the built-in ones. */
export type OwnLabels = Readonly<Record<string, string>>;

/**
 * The words that the model is asked with for a user's type: label names of well-known data sets are put in
 * words (`PER`, `B-ORG`, `WORK_OF_ART`), as are identifiers (`DrugName`, `drug_name`, `DRUG_NAME`). What a
 * person wrote in words stays as it is, in any language and case.
 * @param type the user's name of the type
 */
export function askedAs(type: string, own: OwnLabels = {}): string {
  const name = type.trim();
  return known(name, own) ?? withoutPositionTag(name, own) ?? inWords(name);
}

/** What the model is asked with for a user's type, one after the other: {@link askedAs}, or each kind that it lumps. */
export function askedOneByOne(type: string, own: OwnLabels = {}): readonly string[] {
  const words = askedAs(type, own);
  return (Object.hasOwn(lumped, words) ? lumped[words] : undefined) ?? [words];
}

/** Every label that is known by itself, with what the model is asked in its place, one after the other. */
export function knownLabels(own: OwnLabels): { label: string; words: readonly string[]; isOwn: boolean }[] {
  const names = [...new Set([...Object.keys(own), ...Object.keys(abbreviations), ...Object.keys(labels)])];
  return names.map((label) => ({
    label,
    words: askedOneByOne(label, own),
    isOwn: Object.hasOwn(own, label),
  }));
}

function known(name: string, own: OwnLabels): string | undefined {
  if (Object.hasOwn(own, name)) return own[name];
  if (Object.hasOwn(labels, name)) return labels[name];
  const isOneCase = name === name.toUpperCase() || name === name.toLowerCase();
  const label = name.toUpperCase();
  if (isOneCase && Object.hasOwn(abbreviations, label)) return abbreviations[label];
  const [coarse, fine, ...more] = name.split('-');
  const isTwoPart = coarse !== undefined && fine && more.length === 0 && coarseTypes.has(coarse);
  return isTwoPart ? inWords(fine) : undefined;
}

/** "B-cell" is a word and "B-PER" a label: what follows the tag must be known or in capitals. */
function withoutPositionTag(name: string, own: OwnLabels): string | undefined {
  if (!positionTag.test(name)) return undefined;
  const label = name.replace(positionTag, '');
  return known(label, own) ?? (allCapitals.test(label) ? inWords(label) : undefined);
}

function inWords(name: string): string {
  if (/\s/u.test(name)) return name;
  if (allCapitals.test(name)) {
    const isAcronym = !name.includes('_') && name.length <= longestAcronym;
    return isAcronym ? name : name.replace(/_+/gu, ' ').trim().toLowerCase();
  }
  const parts = name
    .replace(/_+/gu, ' ')
    .replace(/(\p{Ll}{2}|\p{N})(?=\p{Lu}\p{L})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .trim()
    .split(/\s+/u);
  if (parts.length === 1) return name;
  return parts
    .map((part) => (allCapitals.test(part) && part.length > 1 ? part : part.toLowerCase()))
    .join(' ');
}
