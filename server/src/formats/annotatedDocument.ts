import type { ProseDocument } from '../document/prose.ts';
import type { Span } from '../document/span.ts';
import { finish } from '../document/steps.ts';
import type { Steps } from '../document/steps.ts';
import { cutScore } from './score.ts';

/** So many mentions are placed in one step, in about a millisecond. */
const mentionsAtOnce = 500;

/** What finds mentions without the model. */
export const rules = ['pattern', 'term'] as const;
export type Rule = (typeof rules)[number];

/** One annotation of a document, in both of its texts. */
export interface Annotation {
  /** The user's name of the type. */
  readonly type: string;
  /** The text as a reader reads it: `prose.slice(prose.start, prose.end)`. */
  readonly text: string;
  /** UTF-16 offsets in {@link ProseDocument.source}. */
  readonly source: Span;
  /** UTF-16 offsets in {@link ProseDocument.prose}. */
  readonly prose: Span;
  /** From 0 to 1, see {@link cutScore}; absent when a person made the annotation. */
  readonly score?: number;
  /** Absent: the model found it, or a person did. */
  readonly foundBy?: Rule;
}

/** A document with its annotations, ordered by start, then longest first: what every format writes. */
export interface AnnotatedDocument {
  /** How the document is named in the output: a path as given, a path relative to the folder given, or a URI. */
  readonly name: string;
  readonly languageId: string;
  readonly document: ProseDocument;
  readonly annotations: readonly Annotation[];
}

/**
 * Places mentions in both texts of their document, with scores as they are written. Those that hold nothing that a
 * reader reads are left out.
 * @param mentions `source` in UTF-16 offsets of the document's source, ordered as {@link AnnotatedDocument} says
 */
export function annotate(
  mentions: readonly Omit<Annotation, 'prose'>[],
  document: ProseDocument,
): Annotation[] {
  return finish(annotateSteps(mentions, document));
}

/** As {@link annotate}, in steps. */
export function* annotateSteps(
  mentions: readonly Omit<Annotation, 'prose'>[],
  document: ProseDocument,
): Steps<Annotation[]> {
  const annotations: Annotation[] = [];
  for (const [index, { type, text, source, score, foundBy }] of mentions.entries()) {
    if (index % mentionsAtOnce === mentionsAtOnce - 1) yield undefined;
    const prose = document.map.toProse(source);
    if (!prose) continue;
    annotations.push({
      type,
      text,
      source,
      prose,
      ...(score !== undefined && { score: cutScore(score) }),
      ...(foundBy && { foundBy }),
    });
  }
  return annotations;
}
