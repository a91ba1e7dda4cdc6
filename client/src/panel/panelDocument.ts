import * as vscode from 'vscode';
import { lineOfNames, slotsIn, type EntitiesSummary } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../documents.ts';
import { noticesOf } from '../notices.ts';
import { isEmpty } from '../scores/filterMemory.ts';
import type { PanelAction, PanelDocument, PanelNotice, PanelScores } from './messages.ts';

/** Everything that the panel shows of the current document but its mentions. */
export function panelDocument(context: Context): PanelDocument {
  const document = context.current.get();
  const known = context.entitiesOf(document);
  const empty = emptyNotice(context, known?.summary, document !== undefined);
  const scores: PanelScores = {
    minScore: known?.minScore ?? { general: 0 },
    isFiltered: !isEmpty(context.filter),
  };
  if (!document) return { name: '', types: [], scores, notices: [], empty };
  const name = nameOf(document);
  const uri = document.uri.toString();
  if (!known) return { uri, name, types: [], scores, notices: modelNotice(context), empty };
  const { types, progress, notes, error } = known.summary;
  const all = [...new Set([...types, ...known.all.map(({ type }) => type)])];
  const slotOf = slotsIn(known.summary);
  // The view counts what the score hides by itself, with every move of the slider.
  const told = noticesOf({ ...notes, belowMinScore: 0 }, error);
  const notices = error || progress ? told : [...modelNotice(context), ...told];
  return {
    uri,
    name,
    types: all.map((type) => ({ name: type, slot: slotOf(type) })),
    scores,
    ...(progress ? { progress } : {}),
    notices,
    empty,
  };
}

/** A model that failed outside of any extraction. */
function modelNotice({ modelStatus }: Context): PanelNotice[] {
  if (modelStatus.kind !== 'failed') return [];
  const { message, remedy } = modelStatus.error;
  return [
    {
      severity: 'error',
      text: [message, remedy].filter(Boolean).join(' '),
      actions: [
        { title: vscode.l10n.t('Restart Model'), command: 'universalNer.restartModel' },
        { title: vscode.l10n.t('Open Setting'), command: 'universalNer.openSettings', argument: 'model' },
        { title: vscode.l10n.t('Show Log'), command: 'universalNer.showLog' },
      ],
    },
  ];
}

/** What to do next, where there is nothing to list. */
function emptyNotice(
  { modelStatus }: Context,
  summary: EntitiesSummary | undefined,
  isOpen: boolean,
): PanelNotice {
  const extract: PanelAction = {
    title: vscode.l10n.t('Extract Entities of Type...'),
    command: 'universalNer.extractEntities',
  };
  const discover: PanelAction = {
    title: vscode.l10n.t('Discover Entity Types...'),
    command: 'universalNer.discoverTypes',
  };
  if (!isOpen) {
    return {
      severity: 'info',
      text: vscode.l10n.t(
        'Open a Markdown or text document to find entities of any type in it, on your own machine.',
      ),
      actions: [
        { title: vscode.l10n.t('Open a Sample'), command: 'universalNer.openSample' },
        { title: vscode.l10n.t('Open File...'), command: 'workbench.action.files.openFile' },
      ],
    };
  }
  if (!summary) {
    const text = vscode.l10n.t(
      'Name the types that you look for, such as person, deadline or drug dosage; every mention lights up.',
    );
    return { severity: 'info', text, actions: [extract, discover] };
  }
  if (summary.progress) {
    return {
      severity: 'info',
      text:
        modelStatus.kind === 'loading'
          ? vscode.l10n.t('The model is loading.')
          : vscode.l10n.t('Reading; mentions show as they are found.'),
      actions: [{ title: vscode.l10n.t('Stop Extraction'), command: 'universalNer.stopExtraction' }],
    };
  }
  if (summary.error)
    return {
      severity: 'info',
      text: vscode.l10n.t('The extraction did not come to its end.'),
      actions: [extract],
    };
  if (summary.notes.passages === 0)
    return {
      severity: 'info',
      text: vscode.l10n.t('The document has no prose to read.'),
      actions: [extract],
    };
  return {
    severity: 'info',
    text: vscode.l10n.t(
      'No mentions of {0} were found. Other words for the types may find more.',
      lineOfNames(summary.types),
    ),
    actions: [extract],
  };
}
