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
      const found = diagnose(document, store.shown(uri), store.countsByType(uri), severityOf, room);
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
 * At most `room`, those of the highest severity, in document order within one severity; `undiagnosed` counts the
 * rest. Goes through the mentions only until it has these.
 * @param counts how many mentions each type has
 */
export function diagnose(
  document: TextDocument,
  mentions: Iterable<Pick<Indexed, 'type' | 'mention'>>,
  counts: ReadonlyMap<string, number>,
  severityOf: (type: string) => Severity,
  room = maxDiagnostics,
): { diagnostics: Diagnostic[]; undiagnosed: number } {
  const severityByType = new Map([...counts.keys()].map((type) => [type, severityOf(type)]));
  const diagnosable = { error: 0, warning: 0, information: 0, hint: 0 } as Record<Shown, number>;
  for (const [type, severity] of severityByType) {
    if (severity !== 'off') diagnosable[severity] += counts.get(type) ?? 0;
  }
  const found = { error: [], warning: [], information: [], hint: [] } as Record<Shown, Mention[]>;
  const wanted = { ...diagnosable };
  let missing = 0;
  for (const name of Object.keys(severities) as Shown[]) {
    wanted[name] = Math.min(diagnosable[name], room - missing);
    missing += wanted[name];
  }
  if (missing > 0) {
    for (const item of mentions) {
      const severity = severityByType.get(item.type) ?? 'off';
      if (severity === 'off' || found[severity].length === wanted[severity]) continue;
      found[severity].push(item.mention);
      if (--missing === 0) break;
    }
  }
  const diagnostics = (Object.keys(severities) as Shown[])
    .flatMap((name) => found[name].map((mention) => ({ severity: severities[name], mention })))
    .map(({ severity, mention: { id, type, text, source } }) => ({
      range: toRange(document, source),
      severity,
      source: diagnosticSource,
      code: type,
      message: `${type}: ${text}`,
      data: { id, type, text } satisfies DiagnosticData,
    }));
  const all = Object.values(diagnosable).reduce((sum, count) => sum + count, 0);
  return { diagnostics, undiagnosed: all - diagnostics.length };
}
