import type { Span } from '../document/span.ts';
import type { AnswerString } from '../model/engine.ts';
import { type FoldedText, type Folding, findFolded, foldText } from './foldedText.ts';
import type { RuleOrigin } from '../protocol.ts';
import { LetterCase } from './letterCase.ts';
import { normaliseText } from './mention.ts';
import { compareMentions, lowerBound } from './mentionIndex.ts';
import { type BorderStrength, borderAfter, borderBefore } from './wordBorder.ts';

/**
 * What happens when mentions of different types overlap: `all` keeps them, `flat` keeps the longest, then the
 * one with the best score, `exclusive` gives each text of a passage the one type with the best score.
 */
export const overlapPolicies = ['all', 'flat', 'exclusive'] as const;
export type OverlapPolicy = (typeof overlapPolicies)[number];

/** What the model answered about one type, under the user's name of the type. */
export interface TypeAnswer {
  readonly type: string;
  readonly strings: readonly AnswerString[];
}

/** A mention in a passage; UTF-16 offsets from the passage's start. */
export interface GroundedMention extends Span {
  readonly type: string;
  readonly score: number;
  /** Absent: the model found it. */
  readonly foundBy?: RuleOrigin;
}

/** How an answer may differ from the text, the closest first: an answer takes the first that finds anything. */
const exactly: Folding = { ignoreCase: false, ignoreSpaces: false };
const inAnyCase: Folding = { ignoreCase: true, ignoreSpaces: false };
const foldings: readonly Folding[] = [exactly, inAnyCase, { ignoreCase: true, ignoreSpaces: true }];

/**
 * Finds where the model's answers stand in their passage. Pure, and the order of the answers changes nothing.
 *
 * An answer stands at all its occurrences as a whole word, up to typography (see {@link foldText}); only an
 * answer that stands nowhere like this may differ in case, then in white space. Beside exact occurrences, those in
 * another case count where their place in a sentence or line explains it (see {@link LetterCase}). Parts of written words (see
 * {@link BorderStrength}) count where the answer has no better occurrence. Of an answer's occurrences, those
 * inside a longer mention are dropped where another stands free. What a pattern or a term of a type has found
 * stands where it was found, whatever the model says. Mentions of one type never overlap: the longest
 * wins. Across types the policy decides, among the mentions that count: what nobody sees takes nobody's place.
 * @param ruled what patterns and terms have found in this passage; also of types that have no answer
 * @param counts whether a mention is shown; the others are found all the same
 * @returns mentions in document order, and how many distinct answers of a type stand nowhere
 */
export function ground(
  passage: string,
  answers: readonly TypeAnswer[],
  policy: OverlapPolicy,
  ruled: readonly GroundedMention[] = [],
  counts: (mention: GroundedMention) => boolean = () => true,
): { readonly mentions: readonly GroundedMention[]; readonly ungrounded: number } {
  const finder = new OccurrenceFinder(passage);
  let ungrounded = 0;
  const scoresOf = bestScores([...answers, ...ruled.map(({ type }) => ({ type, strings: [] }))]);
  const candidates = [...scoresOf].map(([type, scores]) => {
    const rules = ruled.filter((mention) => mention.type === type);
    const found = [...scores].map(([text, score]) => ({ score, spans: finder.find(text) }));
    ungrounded += found.filter(({ spans }) => spans.length === 0).length;
    return { type, found, rules, longest: longestOf(mentionsOf(type, found, rules), passage.length) };
  });
  const isInsideLonger = containment(candidates.flatMap(({ longest }) => longest));
  const mentions = candidates.flatMap(({ type, found, rules, longest }) => {
    const survivors = new Set(longest.map(spanKey));
    const standing = found.map(({ score, spans }) => {
      const surviving = spans.filter((span) => survivors.has(spanKey(span)));
      const free = surviving.filter((span) => !isInsideLonger(span));
      return { score, spans: free.length > 0 ? free : surviving };
    });
    return mentionsOf(
      type,
      standing,
      rules.filter((rule) => survivors.has(spanKey(rule))),
    );
  });
  if (policy === 'all') return { mentions: mentions.sort(compareMentions), ungrounded };
  const unseen = mentions.filter((mention) => !counts(mention));
  const decided = applyPolicy(passage, mentions.filter(counts), policy);
  return { mentions: [...decided, ...unseen].sort(compareMentions), ungrounded };
}

/** For each type, its distinct strings with their best scores. */
function bestScores(answers: readonly TypeAnswer[]): Map<string, Map<string, number>> {
  const types = new Map<string, Map<string, number>>();
  for (const { type, strings } of answers) {
    const scores = types.get(type) ?? new Map<string, number>();
    types.set(type, scores);
    for (const { text, score } of strings) scores.set(text, Math.max(score, scores.get(text) ?? 0));
  }
  return types;
}

class OccurrenceFinder {
  readonly #passage: string;
  readonly #folded = new Map<Folding, FoldedText>();
  readonly #found = new Map<string, readonly Span[]>();
  readonly #case: LetterCase;

  constructor(passage: string) {
    this.#passage = passage;
    this.#case = new LetterCase(passage);
  }

  /** The occurrences of a string, without overlaps. */
  find(text: string): readonly Span[] {
    let spans = this.#found.get(text);
    if (!spans) {
      spans = this.#search(text);
      this.#found.set(text, spans);
    }
    return spans;
  }

  #search(text: string): readonly Span[] {
    for (const folding of foldings) {
      const whole = this.#standing(text, folding, 'strong');
      if (whole.length > 0)
        return folding === exactly ? [...whole, ...this.#inOtherCase(text, whole)] : whole;
      const parts = this.#standing(text, folding, 'weak');
      if (parts.length > 0) return parts;
    }
    return [];
  }

  /** Where the string stands up to the folding, between borders of just that strength. */
  #standing(text: string, folding: Folding, strength: BorderStrength): Span[] {
    const needle = foldText(text, folding).text.trim();
    const spans: Span[] = [];
    if (needle === '') return spans;
    const folded = this.#folded.get(folding) ?? foldText(this.#passage, folding);
    this.#folded.set(folding, folded);
    findFolded(folded, needle, (start, end) => {
      const isAccepted = this.#strength(start, end) === strength;
      if (isAccepted) spans.push({ start, end });
      return isAccepted;
    });
    return spans;
  }

  #inOtherCase(text: string, exact: readonly Span[]): Span[] {
    const known = new Set(exact.map(spanKey));
    return this.#standing(text, inAnyCase, 'strong').filter(
      (span) => !known.has(spanKey(span)) && this.#case.isSame(exact, span),
    );
  }

  #strength(start: number, end: number): BorderStrength {
    const before = borderBefore(this.#passage, start);
    if (before === 'none') return 'none';
    const after = borderAfter(this.#passage, end);
    return after === 'strong' ? before : after;
  }
}

/** One mention for each span; the best score where several strings give the same, and rules before them. */
function mentionsOf(
  type: string,
  found: readonly { readonly score: number; readonly spans: readonly Span[] }[],
  rules: readonly GroundedMention[],
): GroundedMention[] {
  const mentions = new Map(rules.map((rule) => [spanKey(rule), rule]));
  for (const { score, spans } of found) {
    for (const span of spans) {
      const key = spanKey(span);
      const known = mentions.get(key);
      if (!known || known.score < score) mentions.set(key, { type, ...span, score });
    }
  }
  return [...mentions.values()];
}

function spanKey({ start, end }: Span): string {
  return `${start}:${end}`;
}

/** Mentions without overlaps: the longest wins, then the best score, then the first. */
function longestOf(mentions: readonly GroundedMention[], passageLength: number): GroundedMention[] {
  const taken = new Uint8Array(passageLength);
  return [...mentions]
    .sort(
      (a, b) =>
        b.end - b.start - (a.end - a.start) ||
        b.score - a.score ||
        a.start - b.start ||
        (a.type < b.type ? -1 : 1),
    )
    .filter(({ start, end }) => {
      // What was taken before is at least as long: when it overlaps, it covers one of the ends.
      if (taken[start] || taken[end - 1]) return false;
      taken.fill(1, start, end);
      return true;
    });
}

/** @returns whether a span lies inside a longer one of these. */
function containment(spans: readonly GroundedMention[]): (span: Span) => boolean {
  const sorted = [...spans].sort(compareMentions);
  let reach = 0;
  const reaches = sorted.map(({ end }) => (reach = Math.max(reach, end)));
  return ({ start, end }) => {
    const index = lowerBound(sorted, (span) => span.start >= start);
    if ((reaches[index - 1] ?? 0) >= end) return true;
    const longestHere = sorted[index];
    return longestHere !== undefined && longestHere.start === start && longestHere.end > end;
  };
}

function applyPolicy(
  passage: string,
  mentions: GroundedMention[],
  policy: Exclude<OverlapPolicy, 'all'>,
): GroundedMention[] {
  switch (policy) {
    case 'flat':
      return longestOf(mentions, passage.length);
    case 'exclusive': {
      const best = new Map<string, GroundedMention>();
      const textOf = ({ start, end }: Span): string => normaliseText(passage.slice(start, end));
      for (const mention of mentions) {
        const rival = best.get(textOf(mention));
        const wins =
          !rival ||
          mention.score > rival.score ||
          (mention.score === rival.score && mention.type < rival.type);
        if (wins) best.set(textOf(mention), mention);
      }
      return mentions.filter((mention) => best.get(textOf(mention))?.type === mention.type);
    }
  }
}
