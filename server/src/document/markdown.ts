import { cutMarkdown } from './markdownChunks.ts';
import type { ChunkSizes, MarkdownChunk } from './markdownChunks.ts';
import { isTangled, readTangled } from './markdownTangled.ts';
import { MarkdownLabels } from './markdownLabels.ts';
import { readMarkdownBlocks } from './markdownProse.ts';
import type { ProseDocument } from './prose.ts';
import { ProseBuilder } from './proseBuilder.ts';
import { ProseMemo } from './proseMemo.ts';
import type { Steps } from './steps.ts';

/**
 * Reads Markdown, some kilobytes of whole blocks a step (see {@link cutMarkdown}). Prose is what stands in
 * headings, paragraphs, lists, quotes, table cells, link texts, image descriptions and footnotes, without
 * markup; not code, URLs, HTML tags, comments and front matter.
 * @param memo what was read before from the same document
 * @param sizes how large the steps are; for tests
 */
export function* markdownSteps(
  source: string,
  memo = new ProseMemo(),
  sizes?: ChunkSizes,
): Steps<ProseDocument> {
  const labels = new MarkdownLabels();
  const chunks: MarkdownChunk[] = [];
  for (const chunk of cutMarkdown(source, sizes)) {
    if (chunk !== undefined) chunks.push(chunk);
    yield undefined;
  }
  // Where all is one chunk, the parser finds the labels by itself, and better.
  if (chunks.length > 1) {
    for (const { start, end } of chunks) labels.add(source.slice(start, end));
  }
  memo.begin(labels.signature);
  const builder = new ProseBuilder();
  for (const { start, end, context, kind } of chunks) {
    if (kind === 'definition') continue;
    const text = context + source.slice(start, end);
    const fragment = memo.part(`${context}\0${text}`, () =>
      isTangled(text) ? readTangled(text) : readMarkdownBlocks(text, labels.forPart(), context.length),
    );
    if (fragment.prose !== '' && builder.length > 0) builder.insert('\n\n');
    builder.append(fragment, start - context.length);
    yield undefined;
  }
  memo.end();
  return builder.document(source);
}
