/** Letters and punctuation of scripts that write no space between words, at the end of a text. */
const UNSPACED_END = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uff60ー]$/u;
const UNSPACED_START = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uff60ー]/u;

/**
 * What a reader sees in place of a line end inside a paragraph: a space, or nothing between two letters of a
 * script that writes none (Han, Kana; Hangul does). Source: CSS Text Module Level 3, "Segment Break
 * Transformation Rules".
 * @param before the text before the line end, or its last few units
 * @param after the text after it, or its first few units
 */
export function softBreak(before: string, after: string): '' | ' ' {
  return UNSPACED_END.test(before.slice(-2)) && UNSPACED_START.test(after.slice(0, 2)) ? '' : ' ';
}
