import { markdownSteps } from './markdown.ts';
import { plainTextSteps } from './plainText.ts';
import type { ProseDocument } from './prose.ts';
import { finish } from './steps.ts';
import type { ProseMemo } from './proseMemo.ts';
import type { Steps } from './steps.ts';

/** A markup language: how VS Code calls it, which files hold it, and how its prose is read. */
interface MarkupLanguage {
  /** VS Code's language identifier. */
  readonly id: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly read: (source: string, memo?: ProseMemo) => Steps<ProseDocument>;
}

const PLAIN_TEXT: MarkupLanguage = {
  id: 'plaintext',
  extensions: ['.txt', '.text', '.log'],
  read: plainTextSteps,
};
const LANGUAGES: readonly MarkupLanguage[] = [
  {
    id: 'markdown',
    extensions: ['.md', '.mkd', '.mdwn', '.mdown', '.markdown', '.markdn', '.mdtxt', '.mdtext'],
    read: markdownSteps,
  },
  PLAIN_TEXT,
];

/**
 * Reads the prose of a document in steps of at most some ten milliseconds; see `steps.ts` for who drives them.
 * @param languageId VS Code's language identifier; what is not known is read as plain text
 * @param memo kept by the caller for one document: only what changed since is parsed again
 */
export function readProseSteps(languageId: string, source: string, memo?: ProseMemo): Steps<ProseDocument> {
  return (LANGUAGES.find(({ id }) => id === languageId) ?? PLAIN_TEXT).read(source, memo);
}

/** Reads the prose of a document at once. Never throws, whatever the source holds. */
export function readProse(languageId: string, source: string): ProseDocument {
  return finish(readProseSteps(languageId, source));
}

/** The language identifier that goes with a file's name or path: by its extension, else `plaintext`. */
export function languageIdOf(fileName: string): string {
  const extension = /\.[^./\\]*$/.exec(fileName)?.[0].toLowerCase();
  return (
    LANGUAGES.find(({ extensions }) => extensions.some((known) => known === extension))?.id ?? PLAIN_TEXT.id
  );
}

/** VS Code's identifiers of the languages whose markup is known, plain text among them. */
export function knownLanguages(): readonly string[] {
  return LANGUAGES.map(({ id }) => id);
}

/** The extensions (lower case, with the dot) of the files whose markup is known; what a folder is searched for. */
export function knownExtensions(): readonly string[] {
  return LANGUAGES.flatMap(({ extensions }) => extensions);
}
