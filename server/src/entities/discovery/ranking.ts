import type { TypeProposal } from '../../protocol.ts';
import { normaliseText } from '../mention.ts';
import type { TypeEvidence } from './proposal.ts';

/** Of each type so many mentions are shown. */
const examplesShown = 3;
/** A longer list helps nobody. */
const mostProposals = 25;
/** Types of which less is found are not proposed. */
const leastValue = 0.12;
/** Evidence of this much is half of what counts as certain: about two unmistakable strings. */
const halfCertain = 1.5;
/** How much it matters that all of a type's strings are sure, beside how many there are. */
const purityWeight = 0.8;
/** What a narrow type's evidence is worth beside a broad one's, which is right more often. */
const narrowWorth = 0.85;
/** Two types whose strings have so much in common are one for the reader. */
const sameStrings = 0.55;
/** How much a type loses when all its strings are a better one's too. */
const subsetLoss = 0.45;
/** How much a type loses when nothing else of its field is found. */
const strangerLoss = 0.4;
/** The part of a type's value from which on another with the same strings is worth naming under it. */
const worthNaming = 0.5;

interface Candidate extends TypeEvidence {
  /** The best score of each distinct string, by its normalised text. */
  readonly scores: ReadonlyMap<string, number>;
  readonly value: number;
}

/**
 * Ranks types by what was found of them. A string counts for a type by its score, and less where other types have
 * it with a better one: a small model gives a name to many types, and to the right one most surely. Strings are
 * summed up with less and less gain, and weighed by how sure they are on average. A type is believed more where other
 * strings are of its field too: documents are about something. A type whose strings are nearly those of a better one
 * is named under it as `similar`; one whose strings are some of a better one's stays, further down.
 * @param passagesTotal of the document, to estimate its mentions from those in the passages asked
 * @returns the best first
 */
export function rankTypes(evidence: readonly TypeEvidence[], passagesTotal: number): TypeProposal[] {
  const found = evidence.filter(({ mentions }) => mentions.length > 0);
  const scores = new Map(found.map((type) => [type, bestScores(type)]));
  const best = bestOfAll(scores.values());
  const fields = claimsByGroup(scores, best);
  const candidates = found
    .map((type): Candidate => {
      const own = scores.get(type) ?? new Map<string, number>();
      const companions = companionsOf(own, fields.get(type.group) ?? new Map());
      const trust = 1 - strangerLoss / (1 + companions);
      return { ...type, scores: own, value: trust * valueOf(type, own, best) };
    })
    .sort(byValue);
  const kept: { candidate: Candidate; value: number; similar: string[] }[] = [];
  for (const candidate of candidates) {
    const same = kept.find((better) => alikeness(candidate.scores, better.candidate.scores) >= sameStrings);
    if (same) {
      if (candidate.value >= worthNaming * same.value) same.similar.push(candidate.name);
      continue;
    }
    const covered = Math.max(0, ...kept.map((better) => coverage(candidate.scores, better.candidate.scores)));
    const value = candidate.value * (1 - subsetLoss * covered);
    if (value >= leastValue) kept.push({ candidate, value, similar: [] });
  }
  return kept
    .sort((a, b) => b.value - a.value)
    .slice(0, mostProposals)
    .map(({ candidate, value, similar }) => ({
      name: candidate.name,
      group: candidate.group,
      examples: examplesOf(candidate, best),
      mentionEstimate: Math.round((candidate.mentions.length * passagesTotal) / candidate.passagesAsked),
      score: value,
      similar,
    }));
}

function byValue(a: Candidate, b: Candidate): number {
  return b.value - a.value || (a.name < b.name ? -1 : 1);
}

function bestScores({ mentions }: TypeEvidence): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { text, score } of mentions) {
    const key = normaliseText(text);
    scores.set(key, Math.max(score, scores.get(key) ?? 0));
  }
  return scores;
}

function bestOfAll(all: Iterable<ReadonlyMap<string, number>>): Map<string, number> {
  const best = new Map<string, number>();
  for (const scores of all)
    for (const [key, score] of scores) best.set(key, Math.max(score, best.get(key) ?? 0));
  return best;
}

/** What a string is worth for a type: its score, and how near that is to the best score that any type has for it. */
function claim(score: number, best: number): number {
  return best > 0 ? (score * score) / best : 0;
}

/** From 0 to 1. */
function valueOf(
  { isBroad }: TypeEvidence,
  scores: ReadonlyMap<string, number>,
  best: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  for (const [key, score] of scores) sum += claim(score, best.get(key) ?? score);
  const certainty = sum / (sum + halfCertain);
  const purity = sum / scores.size;
  return certainty * purity ** purityWeight * (isBroad ? 1 : narrowWorth);
}

/** The best claim of each string in each field. */
function claimsByGroup(
  scores: ReadonlyMap<TypeEvidence, ReadonlyMap<string, number>>,
  best: ReadonlyMap<string, number>,
): Map<string, Map<string, number>> {
  const fields = new Map<string, Map<string, number>>();
  for (const [{ group }, own] of scores) {
    const field = fields.get(group) ?? new Map<string, number>();
    fields.set(group, field);
    for (const [key, score] of own)
      field.set(key, Math.max(field.get(key) ?? 0, claim(score, best.get(key) ?? score)));
  }
  return fields;
}

/** What else is found in a type's field: the claims of strings that are not its own. */
function companionsOf(own: ReadonlyMap<string, number>, field: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, worth] of field) if (!own.has(key)) sum += worth;
  return sum;
}

/** How much two sets of strings have in common, from 0 to 1 (Ruzicka's similarity of their scores). */
function alikeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [inA, inB] = [a.get(key) ?? 0, b.get(key) ?? 0];
    common += Math.min(inA, inB);
    all += Math.max(inA, inB);
  }
  return all > 0 ? common / all : 0;
}

/** How much of one set's strings another has too, from 0 to 1. */
function coverage(inner: ReadonlyMap<string, number>, outer: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const [key, score] of inner) {
    common += Math.min(score, outer.get(key) ?? 0);
    all += score;
  }
  return all > 0 ? common / all : 0;
}

/** The surest mentions, each text once. */
function examplesOf({ mentions }: Candidate, best: ReadonlyMap<string, number>): string[] {
  const texts = new Map<string, { text: string; claim: number }>();
  for (const { text, score } of mentions) {
    const key = normaliseText(text);
    const worth = claim(score, best.get(key) ?? score);
    if (worth > (texts.get(key)?.claim ?? -1)) texts.set(key, { text, claim: worth });
  }
  return [...texts.values()]
    .sort((a, b) => b.claim - a.claim)
    .slice(0, examplesShown)
    .map(({ text }) => text);
}
