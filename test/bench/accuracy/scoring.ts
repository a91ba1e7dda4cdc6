/** Counts over all pairs of a passage and a type; from them follow precision, recall and F1. */
export class Tally {
  correct = 0;
  answered = 0;
  expected = 0;

  /** Counts one pair: the strings that were answered and those that people marked, in any order, repeated or not. */
  add(answered: readonly string[], expected: readonly string[]): void {
    const found = new Set(answered.map(normaliseAnswer));
    const wanted = new Set(expected.map(normaliseAnswer));
    this.answered += found.size;
    this.expected += wanted.size;
    for (const text of found) if (wanted.has(text)) this.correct++;
  }

  get precision(): number {
    return this.answered === 0 ? 0 : this.correct / this.answered;
  }

  get recall(): number {
    return this.expected === 0 ? 0 : this.correct / this.expected;
  }

  get f1(): number {
    const sum = this.precision + this.recall;
    return sum === 0 ? 0 : (2 * this.precision * this.recall) / sum;
  }
}

/**
 * What makes two strings equal in the evaluation of UniversalNER (as of SQuAD, Rajpurkar et al. 2016): lower
 * case, without ASCII punctuation, English articles and superfluous white space.
 */
export function normaliseAnswer(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/\b(a|an|the)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
