import * as l10n from '@vscode/l10n';
import type { WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ServerContext } from './context.ts';
import { Throttle } from './throttle.ts';

/** At most this often is progress reported, in milliseconds. */
const progressInterval = 100;

/**
 * Reports a document's extraction as the protocol's work-done progress, from now on.
 * @param isCancellable whether the client may cancel by the reporter's token
 * @returns ends the progress
 */
export function reportProgress(
  { store }: ServerContext,
  uri: string,
  reporter: WorkDoneProgressReporter,
  isCancellable: boolean,
): () => void {
  reporter.begin(l10n.t('Extracting entities'), 0, undefined, isCancellable);
  const report = new Throttle<string>(progressInterval, () => {
    const summary = store.summary(uri);
    if (!summary?.progress) return;
    const { passagesDone, passagesTotal } = summary.progress;
    const percentage = passagesTotal === 0 ? 100 : Math.floor((100 * passagesDone) / passagesTotal);
    const { mentionCount } = summary;
    reporter.report(
      percentage,
      l10n.t('passages: {0} of {1}, mentions: {2}', passagesDone, passagesTotal, mentionCount),
    );
  });
  const unsubscribe = store.onDidChange((changed) => {
    if (changed === uri) report.call(uri);
  });
  return () => {
    unsubscribe();
    report.cancel(uri);
    reporter.done();
  };
}
