import * as l10n from '@vscode/l10n';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FrontMatterProblem } from '../entities/frontMatterTypes.ts';
import type { DocumentTypes } from './documentTypes.ts';
import { toRange } from './positions.ts';

/** Who reports, as Problems shows it. */
export const diagnosticSource = 'Universal NER';

/** More of what is wrong in one front matter would help nobody. */
const maxProblems = 20;

/** What is wrong in what the front matter of a document says of its types, at its place. */
export function frontMatterDiagnostics(document: TextDocument, types: DocumentTypes): Diagnostic[] {
  const { problems, typeSet } = types.frontMatter(document.uri);
  const all: FrontMatterProblem[] = [...problems];
  const { unknown } = types.inUse(document.uri);
  if (typeSet && unknown.frontMatter !== undefined) {
    const name = JSON.stringify(unknown.frontMatter);
    const remedy = l10n.t('Name a built-in one, or one of universalNer.typeSets.');
    all.push({ ...typeSet, message: `${l10n.t('There is no type set {0}.', name)} ${remedy}` });
  }
  return all.slice(0, maxProblems).map((problem) => ({
    range: toRange(document, problem),
    severity: DiagnosticSeverity.Warning,
    source: diagnosticSource,
    code: 'front-matter',
    message: problem.message,
  }));
}
