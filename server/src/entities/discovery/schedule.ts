import type { InventoryType } from './inventory.ts';

/** How many passages are sampled at most. */
export const sampledPassages = 8;
/** Passages that the broad types are asked about at first. */
const broadPassages = 4;
/** Passages that types which would be proposed by now, and all types of their fields, are asked about. */
const promisingPassages = 3;
/** So many types, the best so far, are asked about all sampled passages. */
const finalists = 24;
/** The part of the narrow types that is expected to be promising. */
const promisingPart = 0.25;

/** Some types that are asked about some passages of the sample. */
export interface Round {
  readonly types: readonly InventoryType[];
  /** Indices of passages: the most telling first. */
  readonly passages: readonly number[];
}

/** What the answers so far say. */
export interface Standing {
  /** Names of the types that would be proposed by now, the best first, with those that find nearly the same. */
  readonly ranking: readonly string[];
}

/**
 * The questions of a discovery, in rounds: a list soon, and then the time where it matters (successive halving:
 * Jamieson, Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016).
 * First the broad types, about several passages; then all others about the most telling one, those of fields that
 * are proposed from first; then what is proposed, and the rest of its fields, about more passages; last the best so
 * far about all.
 * @param types the broad ones are marked
 * @param passages how many there are in the sample
 * @param standing is asked anew before each round
 */
export function* roundsOf(
  types: readonly InventoryType[],
  passages: number,
  standing: () => Standing,
): Generator<Round, void, undefined> {
  const all = Array.from({ length: passages }, (_, index) => index);
  yield { types: types.filter(({ isBroad }) => isBroad), passages: all.slice(0, broadPassages) };
  const isLive = livelyFields(types, standing());
  const narrow = types.filter(({ isBroad }) => !isBroad);
  const [live, others] = [
    narrow.filter(({ group }) => isLive(group)),
    narrow.filter(({ group }) => !isLive(group)),
  ];
  yield { types: [...live, ...others], passages: all.slice(0, 1) };
  const proposed = new Set(standing().ranking);
  yield {
    types: narrow.filter(({ name, group }) => proposed.has(name) || isLive(group)),
    passages: all.slice(1, promisingPassages),
  };
  const ranks = new Map(standing().ranking.map((name, rank) => [name, rank]));
  const best = types
    .filter(({ name }) => ranks.has(name))
    .sort((a, b) => (ranks.get(a.name) ?? 0) - (ranks.get(b.name) ?? 0))
    .slice(0, finalists);
  yield {
    types: best.filter(({ isBroad }) => !isBroad),
    passages: all.slice(promisingPassages, broadPassages),
  };
  yield { types: best, passages: all.slice(broadPassages) };
}

/** Whether one of a field's types would be proposed by now. */
function livelyFields(types: readonly InventoryType[], { ranking }: Standing): (group: string) => boolean {
  const names = new Set(ranking);
  const groups = new Set(types.filter(({ name }) => names.has(name)).map(({ group }) => group));
  return (group) => groups.has(group);
}

/**
 * About how many questions the rounds after the first few ask, as long as their answers are not known.
 * @param roundsBegun how many rounds have begun
 */
export function expectedQuestions(
  types: readonly InventoryType[],
  passages: number,
  roundsBegun: number,
): number {
  const broad = types.filter(({ isBroad }) => isBroad).length;
  const narrow = types.length - broad;
  const between = (from: number, to: number): number => Math.max(0, Math.min(to, passages) - from);
  const rounds = [
    broad * between(0, broadPassages),
    narrow * between(0, 1),
    Math.round(promisingPart * narrow) * between(1, promisingPassages),
    Math.round(finalists / 2) * between(promisingPassages, broadPassages),
    finalists * between(broadPassages, passages),
  ];
  return rounds.slice(roundsBegun).reduce((sum, count) => sum + count, 0);
}
