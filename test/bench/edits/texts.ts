import { readFileSync } from 'node:fs';

const corpus = readFileSync(new URL('../corpus/novels.txt', import.meta.url), 'utf8').trimEnd();
const sentences = corpus
  .replace(/\s+/g, ' ')
  .split(/(?<=[.!?]["”’]?) (?=["“‘]?[A-Z])/u)
  .filter((sentence) => sentence.length > 20);
const sentencesOfParagraph = 6;

/** So many UTF-16 code units of the corpus, which is repeated as often as needed: what repeats is asked once. */
export function repeatedText(length: number): string {
  const copies = Array.from({ length: Math.ceil(length / corpus.length) }, () => corpus);
  return copies.join('\n\n').slice(0, length);
}

/** So many UTF-16 code units of real sentences in ever new order, so that no passage is like another. */
export function variedText(length: number): string {
  const paragraphs: string[] = [];
  for (let size = 0, round = 1; size < length; round++) {
    const step = 2 * round + 1;
    const order = sentences.map((_, index) => sentences[(index * step + round) % sentences.length] ?? '');
    for (let at = 0; at < order.length && size < length; at += sentencesOfParagraph) {
      const paragraph = order.slice(at, at + sentencesOfParagraph).join(' ');
      paragraphs.push(paragraph);
      size += paragraph.length + 2;
    }
  }
  return paragraphs.join('\n\n').slice(0, length);
}
