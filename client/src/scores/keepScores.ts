import * as vscode from 'vscode';
import { minScoreOf, type MinScore, type ScoreFilter } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { isEmpty } from './filterMemory.ts';
import { writeMinScores } from './scoreSettings.ts';

/** Settings that were written reach the server and come back within this time, in milliseconds. */
const settlingMs = 3_000;

/**
 * Makes settings of the minimum scores that are tried out. The filter goes only when the server knows the settings,
 * so that nothing flickers.
 */
export async function keepScores(context: Context): Promise<void> {
  const { filter } = context;
  const document = context.current.get();
  if (!document || isEmpty(filter) || !(await writeMinScores(context, document, filter))) return;
  await settled(context, document, filter);
  context.setFilter({});
  vscode.window.setStatusBarMessage(vscode.l10n.t('The minimum scores are kept.'), 5_000);
}

function settled(context: Context, document: vscode.TextDocument, filter: ScoreFilter): Promise<void> {
  const holds = (): boolean => {
    const settings = context.entitiesOf(document)?.summary.minScore;
    return settings !== undefined && changesNothing(filter, settings);
  };
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(end, settlingMs);
    const subscription = context.onDidChangeEntities(() => {
      if (holds()) end();
    });
    if (holds()) end();
  });
}

/** Whether mentions are shown as the settings alone would have it. */
function changesNothing({ general, byType = {} }: ScoreFilter, settings: MinScore): boolean {
  if (general !== undefined && general !== settings.general) return false;
  return Object.entries(byType).every(([type, score]) => minScoreOf(type, settings) === score);
}
