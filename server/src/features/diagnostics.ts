import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mention } from '../entities/mention.ts';
import type { Indexed } from '../entities/mentionIndex.ts';
import type { Severity } from '../settings.ts';
import type { ServerContext } from './context.ts';
import { diagnosticSource, frontMatterDiagnostics } from './frontMatterDiagnostics.ts';
import { toRange } from './positions.ts';
import { Throttle } from './throttle.ts';

/** VS Code cuts at 1,000 a file and says so in Problems; fewer leave room for other tools. */
export const maxDiagnostics = 900;

const milliseconds = 250;
/** After an edit the store and what is told of it go first. */
const restMilliseconds = 30;

type Shown = Exclude<Severity, 'off'>;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const satisfies Record<Shown, DiagnosticSeverity>;

/** What a quick fix needs to know of the mention behind a diagnostic. */
export interface DiagnosticData {
  readonly id: number;
  readonly type: string;
  readonly text: string;
}

/**
 * Publishes what is wrong in the front matter, and a diagnostic for every mention whose type has a severity, soon
 * after they change.
 */
export function registerDiagnostics(context: ServerContext): void {
  const { connection, documents, configuration, store, types } = context;
  const shown = new Set<string>();
  const publish = new Throttle<string>(
    milliseconds,
    (uri) => {
      const document = documents.get(uri);
      if (!document) return;
      const { options } = types.inUse(uri);
      const general = configuration.of(uri)['diagnostics.severity'];
      const severityOf = (type: string): Severity => options.of(type)?.severity ?? general;
      const wrong = frontMatterDiagnostics(document, types);
      const room = maxDiagnostics - wrong.length;
      const found = diagnose(document, store.indexed(uri), severityOf, room);
      store.setUndiagnosed(uri, found.undiagnosed);
      const diagnostics = [...wrong, ...found.diagnostics];
      if (diagnostics.length === 0 && !shown.delete(uri)) return;
      if (diagnostics.length > 0) shown.add(uri);
      void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    },
    restMilliseconds,
  );
  store.onDidChange((uri) => {
    publish.call(uri);
  });
  types.onDidChange((uri) => {
    publish.call(uri);
  });
  documents.onDidClose((uri) => {
    publish.cancel(uri);
    if (shown.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

/**
 * At most `room`, those of the highest severity, in document order within one severity;
 * `undiagnosed` counts the rest.
 */
export function diagnose(
  document: TextDocument,
  mentions: readonly Pick<Indexed, 'type' | 'mention'>[],
  severityOf: (type: string) => Severity,
  room = maxDiagnostics,
): { diagnostics: Diagnostic[]; undiagnosed: number } {
  const found = { error: [], warning: [], information: [], hint: [] } as Record<Shown, Mention[]>;
  const groups = new Map<string, Mention[] | undefined>();
  let diagnosable = 0;
  for (const item of mentions) {
    let group = groups.get(item.type);
    if (!group && !groups.has(item.type)) {
      const severity = severityOf(item.type);
      group = severity === 'off' ? undefined : found[severity];
      groups.set(item.type, group);
    }
    if (!group) continue;
    diagnosable++;
    if (group.length < room) group.push(item.mention);
  }
  const diagnostics = (Object.keys(severities) as Shown[])
    .flatMap((name) => found[name].map((mention) => ({ severity: severities[name], mention })))
    .slice(0, room)
    .map(({ severity, mention: { id, type, text, source } }) => ({
      range: toRange(document, source),
      severity,
      source: diagnosticSource,
      code: type,
      message: `${type}: ${text}`,
      data: { id, type, text } satisfies DiagnosticData,
    }));
  return { diagnostics, undiagnosed: diagnosable - diagnostics.length };
}
