import assert from 'node:assert/strict';
import type { WireMention } from '../../server/src/protocol.ts';

/** A letter whose people and places no model should miss; with markup inside mentions. */
export const letter = `# Correspondence

**Ada** Lovelace wrote to [Charles Babbage](https://example.org/london) from London in 1843.

| writer | town |
| --- | --- |
| Ada Lovelace | London |

\`\`\`
Code about Ada Lovelace is no prose.
\`\`\`
`;

const topics = ['bridges', 'looms', 'steam', 'letters', 'maps', 'stars', 'tables', 'gears', 'paper', 'music'];

/** A document of many passages, no two alike, with people and places in each. */
export function longDocument(paragraphs: number): string {
  return Array.from({ length: paragraphs }, (_, index) => {
    const topic = topics[index % topics.length] ?? '';
    const number = String(index + 1);
    return [
      `## Day ${number}`,
      '',
      `On day ${number} Ada Lovelace wrote to Charles Babbage from London about ${topic}. The answer came from Paris two weeks later, and it was longer than the letter. In the evening she read what Michael Faraday had published about ${topic}, and she made ${number} notes in the margin.`,
      '',
    ].join('\n');
  }).join('\n');
}

/** Holds for every extraction, whatever the weights: a mention's range, read back, is its text up to markup. */
export function assertExact(source: string, mentions: readonly WireMention[]): void {
  for (const { start, end, text, score } of mentions) {
    const read = source
      .slice(start, end)
      .replace(/\]\([^)]*\)|[*[\]]/g, '')
      .replace(/\s+/g, ' ');
    assert.equal(read, text);
    assert.ok(score >= 0 && score <= 1);
  }
}

/** The types and texts of mentions, each once, in alphabetical order. */
export function found(mentions: readonly WireMention[]): string[] {
  return [...new Set(mentions.map(({ type, text }) => `${type}: ${text}`))].sort();
}
