import * as z from 'zod';
import type { InputFile, ReadDocument, ReadOptions, ReadResult } from './format.ts';
import { nameOf } from './iri.ts';
import { readJson } from './jsonText.ts';
import { ruleOf } from './w3cCreator.ts';
import { readDocument, type PlacedMention } from './mentionRecord.ts';

/** The model lets one value stand for a list of one. */
const oneOrMany = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item]).transform((value) => (Array.isArray(value) ? value : [value]));

const selectorShape = z.looseObject({
  type: z.unknown(),
  start: z.unknown().optional(),
  end: z.unknown().optional(),
  exact: z.unknown().optional(),
});
const targetShape = z.union([
  z.string(),
  z.looseObject({
    source: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
    selector: oneOrMany(z.union([z.string(), selectorShape])).optional(),
  }),
]);
const bodyShape = z.union([
  z.string(),
  z.looseObject({ value: z.string().optional(), purpose: z.unknown().optional() }),
]);
const itemShape = z.looseObject({
  body: oneOrMany(bodyShape).optional(),
  bodyValue: z.string().optional(),
  target: oneOrMany(targetShape),
  creator: z.looseObject({ name: z.unknown() }).optional().catch(undefined),
  confidence: z.number().min(0).max(1).optional().catch(undefined),
});
type Item = z.infer<typeof itemShape>;
type Selector = z.infer<typeof selectorShape>;

const pageShape = z.looseObject({ items: z.array(itemShape) });
const fileShape = z.union([
  pageShape.transform(({ items }) => items),
  z.looseObject({ first: pageShape }).transform(({ first }) => first.items),
  z.array(itemShape),
  itemShape.transform((item) => [item]),
]);

const positionShape = z.object({ start: z.int().min(0), end: z.int().min(0) });

/**
 * Reads an AnnotationPage, an AnnotationCollection with its first page inside, an array of annotations or a
 * single one. The type is the tagging body's value, else the first textual one. Annotations without a text
 * position or a type are ignored (and counted): a picture's, a whole page's, a quote's only.
 * @throws {FormatError} when a file is none of these
 */
export function readPages(files: readonly InputFile[], options: ReadOptions = {}): ReadResult {
  const ignored = new Map<string, number>();
  const documents = files.flatMap(({ name, content }): ReadDocument[] => {
    const bySource = new Map<string, PlacedMention[]>();
    for (const item of readJson(content, fileShape, name)) {
      const found = mentionsOf(item);
      if (found.length === 0) ignored.set('annotation', (ignored.get('annotation') ?? 0) + 1);
      for (const { source, mention } of found) {
        const mentions = bySource.get(source);
        if (mentions === undefined) bySource.set(source, [mention]);
        else mentions.push(mention);
      }
    }
    return [...bySource].map(([source, mentions]) => {
      const document = nameOf(source, options.base);
      return readDocument(name, document, mentions, 'codepoint', options.textOf?.(document));
    });
  });
  return { documents, ignored };
}

function mentionsOf(item: Item): { source: string; mention: PlacedMention }[] {
  const type = typeOf(item);
  if (type === undefined) return [];
  return item.target.flatMap((target) => {
    if (typeof target === 'string' || target.source === undefined) return [];
    const source = typeof target.source === 'string' ? target.source : target.source.id;
    const selectors = (target.selector ?? []).filter((selector) => typeof selector !== 'string');
    const position = positionShape.safeParse(ofType(selectors, 'TextPositionSelector'));
    if (!position.success) return [];
    const quote = ofType(selectors, 'TextQuoteSelector')?.exact;
    const text = typeof quote === 'string' ? quote : undefined;
    const { confidence: score, creator } = item;
    return [{ source, mention: { type, text, ...position.data, score, foundBy: ruleOf(creator?.name) } }];
  });
}

function typeOf({ body = [], bodyValue }: Item): string | undefined {
  const textual = body.filter((part) => typeof part !== 'string' && part.value !== undefined);
  const tag = textual.find((part) => typeof part !== 'string' && part.purpose === 'tagging') ?? textual[0];
  return (typeof tag === 'string' ? undefined : tag?.value) ?? bodyValue;
}

function ofType(selectors: readonly Selector[], type: string): Selector | undefined {
  return selectors.find((selector) => [selector.type].flat().includes(type));
}
