import type * as vscode from 'vscode';
import { slotsIn } from '../../../server/src/protocol.ts';
import type { Context } from '../context.ts';
import { openSettings } from '../settings.ts';
import { refreshTypeSets, unnoticed } from './refreshTypeSets.ts';
import { chooseColor } from './chooseColor.ts';
import { editDefinition } from './editDefinition.ts';
import { saveTypeSet } from './saveTypeSet.ts';
import { switchTypeSet } from './switchTypeSet.ts';
import { configuredTypes } from './typeOptionsSettings.ts';
import { showTypePicker, type PickerAct } from './typePicker.ts';
import { TypeSelection } from './typeSelection.ts';
import { detailsIn, namedTypes, type TypeSources } from './typeSources.ts';

/**
 * Has a person choose types for a document, and define, colour and save them on the way. The list opens at once with
 * what is known; what the server says later is added to it.
 * @returns the types in the order in which they were chosen; `undefined` when the person gave up
 */
export async function chooseTypes(
  context: Context,
  document: vscode.TextDocument,
  scope: 'document' | 'selection',
): Promise<readonly string[] | undefined> {
  let learned = refreshTypeSets(context, document);
  await unnoticed(learned);
  let selection = new TypeSelection(sourcesOf(context, document));
  let marked: string | undefined;
  for (;;) {
    const current = selection;
    const act = await showTypePicker({
      selection,
      scope,
      marked,
      learned,
      detailOf: (name) => detailsIn(sourcesOf(context, document))(name),
      learn: (isTyping) => current.learn(sourcesOf(context, document), isTyping),
    });
    if (!act) return undefined;
    if (act.kind === 'extract') return selection.chosen;
    if (act.kind === 'settings') {
      await openSettings('types');
      return undefined;
    }
    marked = 'type' in act ? act.type : undefined;
    const isSwitched = await perform(act, context, document, selection);
    // What was just written counts only where the front matter says nothing else, as the server knows.
    learned = refreshTypeSets(context, document);
    await unnoticed(learned);
    if (isSwitched) selection = new TypeSelection(sourcesOf(context, document));
  }
}

/** Does what was asked on the list; @returns whether the types to choose from are other ones now */
async function perform(
  act: Exclude<PickerAct, { kind: 'extract' } | { kind: 'settings' }>,
  context: Context,
  document: vscode.TextDocument,
  selection: TypeSelection,
): Promise<boolean> {
  const sources = sourcesOf(context, document);
  const typeOf = (name: string) => detailsIn(sources)(name) ?? { name, hasRules: false };
  switch (act.kind) {
    case 'definition':
      await editDefinition(context, document, typeOf(act.type));
      return false;
    case 'color': {
      const types = context.entitiesOf(document)?.summary.types ?? [];
      const slotOf = slotsIn(context.entitiesOf(document)?.summary);
      await chooseColor(context, document, typeOf(act.type), (slot) =>
        types.filter((type) => slotOf(type) === slot),
      );
      return false;
    }
    case 'save': {
      const inUse = sources.sets.find(({ id }) => id === sources.named?.typeSet);
      await saveTypeSet(document, selection.chosen, sources.sets, inUse);
      return false;
    }
    case 'switch':
      return switchTypeSet(context, document);
  }
}

function sourcesOf(context: Context, document: vscode.TextDocument): TypeSources {
  const uri = document.uri.toString();
  const known = context.entitiesOf(document);
  const counts = new Map((known?.summary.types ?? []).map((type) => [type, 0]));
  for (const { type } of known?.mentions ?? []) counts.set(type, (counts.get(type) ?? 0) + 1);
  const named = context.typeSets.typesOf(uri);
  return {
    document: counts,
    choice: context.types.choiceFor(uri, named && namedTypes(named)),
    named,
    recent: context.types.recent,
    configured: configuredTypes(document),
    sets: context.typeSets.all,
  };
}
