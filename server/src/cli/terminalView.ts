import type { AnnotatedDocument, Annotation } from '../formats/annotatedDocument.ts';
import { normaliseText } from '../protocol.ts';
import { clipped, visible, widthOf } from './columns.ts';
import type { Legend } from './legend.ts';

/** The twelve identity colours as backgrounds of the 256-colour palette: what is near and told apart by all. */
export const backgrounds = [215, 72, 175, 191, 133, 70, 123, 167, 69, 181, 147, 198];
const reset = '\u001b[0m';

/**
 * Shows a document in a terminal: its text with the mentions in the colours of their types, and a table of
 * what was found. Control characters of the text are shown, not obeyed.
 * @param columns of the terminal
 * @param isColoured without colours, mentions stand in brackets
 */
export function terminalView(
  { name, document, annotations }: AnnotatedDocument,
  legend: Legend,
  columns: number,
  isColoured: boolean,
): string {
  const paint = (type: string, text: string): string =>
    isColoured
      ? `\u001b[48;5;${String(backgrounds[legend.slotOf(type) - 1])};38;5;16m${text}${reset}`
      : `[${text}]`;
  const heading = isColoured ? `\u001b[1m${visible(name)}${reset}` : visible(name);
  const text = highlighted(document.source, annotations, paint).trimEnd();
  return `${heading}\n\n${text}\n\n${summary(annotations, legend.types, columns, paint)}\n`;
}

type Paint = (type: string, text: string) => string;

/** Where mentions overlap, the inner one is shown; of equal ones the first. */
function highlighted(source: string, annotations: readonly Annotation[], paint: Paint): string {
  const borders = new Set([0, source.length]);
  for (const { source: span } of annotations) borders.add(span.start).add(span.end);
  const sorted = [...borders].sort((a, b) => a - b);
  let shown = '';
  let open: Annotation[] = [];
  let next = 0;
  for (const [index, start] of sorted.slice(0, -1).entries()) {
    const end = sorted[index + 1] ?? start;
    open = open.filter((annotation) => annotation.source.end > start);
    for (; annotations[next] && (annotations[next] as Annotation).source.start <= start; next++)
      open.push(annotations[next] as Annotation);
    const inner = open.reduce<Annotation | undefined>(
      (best, annotation) => (best && lengthOf(best) <= lengthOf(annotation) ? best : annotation),
      undefined,
    );
    const piece = visible(source.slice(start, end));
    shown += inner ? piece.replace(/[^\n]+/g, (line) => paint(inner.type, line)) : piece;
  }
  return shown;
}

function lengthOf({ source }: Annotation): number {
  return source.end - source.start;
}

/** A line for each type: how many mentions it has, and its entities, the most frequent first. */
function summary(
  annotations: readonly Annotation[],
  types: readonly string[],
  columns: number,
  paint: Paint,
): string {
  const width = Math.max(...types.map(widthOf));
  return types
    .map((type) => {
      const found = annotations.filter((annotation) => annotation.type === type);
      const head = `${paint(type, visible(type))}${' '.repeat(width - widthOf(type))} ${String(found.length).padStart(5)}  `;
      return head + clipped(entities(found).join(', '), columns - width - 10);
    })
    .join('\n');
}

function entities(annotations: readonly Annotation[]): string[] {
  const counts = new Map<string, { text: string; count: number }>();
  for (const { text } of annotations) {
    const key = normaliseText(text);
    const entity = counts.get(key) ?? { text: visible(text.replace(/\s+/gu, ' ')), count: 0 };
    entity.count++;
    counts.set(key, entity);
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ text, count }) => (count > 1 ? `${text} (${String(count)})` : text));
}
