import * as vscode from 'vscode';
import type { TypeInfo } from '../../../server/src/protocol.ts';
import { isSameList, itemsOf, titleOf, typeButtons, type TypeItem } from './typeItems.ts';
import { TypedField } from './typedField.ts';
import type { TypeSelection } from './typeSelection.ts';

/** What a person wants of the list of types. On a type: the line that it was asked on. */
export type PickerAct =
  | { readonly kind: 'extract' }
  | { readonly kind: 'definition' | 'color'; readonly type: string }
  | { readonly kind: 'save' | 'switch' }
  | { readonly kind: 'settings' };

export interface TypePickerOptions {
  readonly selection: TypeSelection;
  readonly scope: 'document' | 'selection';
  /** What is known of a type now. */
  readonly detailOf: (name: string) => TypeInfo | undefined;
  /** The type whose line is marked at the beginning. */
  readonly marked: string | undefined;
  /** Settles when more is known; tells whether the list is another one now. */
  readonly learned: Promise<void>;
  /** Has the selection learn it, unless something is typed; @returns whether anything is new */
  readonly learn: (isTyping: boolean) => boolean;
}

/** VS Code unticks all boxes when lines are replaced, and then ticks ours: what it tells meanwhile is not a choice. */
const echoMs = 500;
/** After our ticks were told, those of lines that were replaced once more may still be on their way. */
const lateEchoMs = 150;

/** Of the list that is open: asks for the definition of the marked type. */
let editMarked: (() => void) | undefined;

/** A key was pressed for the definition of the type whose line is marked; without an open list nothing happens. */
export function editMarkedDefinition(): void {
  editMarked?.();
}

/**
 * Shows the list of types once; {@link TypeSelection} says how it is chosen from, and holds the choice. VS Code's own
 * Enter would end a list with boxes: here it ends only when nothing is typed, so that name, Enter, name, Enter, Enter
 * is the whole way.
 * @returns what the person wants next; `undefined` when the list was given up
 */
export function showTypePicker(options: TypePickerOptions): Promise<PickerAct | undefined> {
  const { selection, scope, detailOf } = options;
  const picker = vscode.window.createQuickPick<TypeItem>();
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.placeholder = vscode.l10n.t('Name a type, Enter to choose it; Enter again to extract');
  const titleButtons = {
    save: { iconPath: new vscode.ThemeIcon('save-as'), tooltip: vscode.l10n.t('Save as Set...') },
    switch: { iconPath: new vscode.ThemeIcon('layers'), tooltip: vscode.l10n.t('Switch Type Set...') },
    settings: { iconPath: new vscode.ThemeIcon('gear'), tooltip: vscode.l10n.t('Open Settings') },
  };
  picker.buttons = Object.values(titleButtons);
  const lineButtons = typeButtons();

  /** The line that Enter means as long as the person does not go to another. */
  let expected: TypeItem | undefined;
  let isSettled = false;
  let hasMoved = false;

  /** Until then VS Code's echo of the boxes that we ticked is awaited. */
  let echoUntil = 0;

  const field = new TypedField((text) => (picker.value = text));

  const items = (): TypeItem[] => itemsOf(selection, field.text, detailOf, Object.values(lineButtons));
  const show = (lines: readonly TypeItem[] = items()): void => {
    echoUntil = Date.now() + echoMs;
    // Lines are many and VS Code builds them anew: they are replaced only where they differ.
    if (!isSameList(lines, picker.items)) picker.items = lines;
    picker.selectedItems = picker.items.filter(({ type }) => type !== undefined && selection.isChosen(type));
    picker.title = titleOf(selection.chosen, scope);
  };
  const expect = (item: TypeItem | undefined): void => {
    isSettled = false;
    hasMoved = false;
    expected = item;
    if (expected) picker.activeItems = [expected];
  };
  const mark = (): void => {
    const suggested = selection.suggestion(field.text);
    const offered = selection.offered(field.text).length > 0 ? picker.items.at(-1) : undefined;
    expect(suggested === undefined ? offered : picker.items.find(({ type }) => type === suggested));
  };
  /** The same list with more lines at its end: nothing moves, and the marked line stays marked. */
  const showMore = (): void => {
    const [active] = picker.activeItems;
    picker.keepScrollPosition = true;
    show();
    if (active)
      expect(picker.items.find(({ type, label }) => type === active.type && label === active.label));
    picker.keepScrollPosition = false;
  };
  show();
  if (options.marked === undefined) mark();
  else expect(picker.items.find(({ type }) => type === options.marked));

  return new Promise((resolve) => {
    let isOpen = true;
    const end = (act: PickerAct): void => {
      resolve(act);
      picker.hide();
    };
    const edit = (): void => {
      const type = picker.activeItems[0]?.type;
      if (type !== undefined) end({ kind: 'definition', type });
    };
    editMarked = edit;
    void options.learned.then(() => {
      if (isOpen && options.learn(field.text !== '')) showMore();
    });
    picker.onDidChangeValue((value) => {
      field.change(value);
      const lines = items();
      if (!isSameList(lines, picker.items)) show(lines);
      mark();
    });
    // VS Code marks the first line that matches by itself, and tells of it before it hears which line we mark.
    picker.onDidChangeActive(([item]) => {
      if (item === expected) isSettled = true;
      hasMoved = isSettled && item !== expected;
    });
    picker.onDidChangeSelection((items) => {
      const names = items.flatMap(({ type }) => type ?? []);
      const isEcho = selection.isChosenExactly(names);
      if (isEcho) echoUntil = Math.min(echoUntil, Date.now() + lateEchoMs);
      if (isEcho && items.length === names.length) return;
      if (Date.now() < echoUntil) return;
      if (items.length > names.length) {
        selection.accept(field.text, undefined);
        field.enter();
        show();
        mark();
      } else {
        selection.setChosen(names);
        picker.title = titleOf(selection.chosen, scope);
      }
    });
    picker.onDidTriggerItemButton(({ button, item: { type } }) => {
      if (type !== undefined) end({ kind: button === lineButtons.color ? 'color' : 'definition', type });
    });
    picker.onDidTriggerButton((button) => {
      if (button === titleButtons.save) end({ kind: 'save' });
      else end({ kind: button === titleButtons.switch ? 'switch' : 'settings' });
    });
    picker.onDidAccept(() => {
      const marked = expected && !hasMoved ? expected : picker.activeItems[0];
      if (selection.accept(field.text, marked?.type)) {
        end({ kind: 'extract' });
        return;
      }
      const type = marked?.type ?? field.text.trim();
      field.enter();
      show();
      // What was just chosen is in sight, wherever it stands, and is what the keys and buttons of a line mean now.
      if (selection.isChosen(type)) expect(picker.items.find((item) => item.type === type));
      else mark();
    });
    picker.onDidHide(() => {
      isOpen = false;
      // The next list may have opened before VS Code tells that this one is gone.
      if (editMarked === edit) {
        editMarked = undefined;
        setChoosing(false);
      }
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    setChoosing(true);
  });
}

/** The key for the definition works only while the list is open. */
function setChoosing(isChoosing: boolean): void {
  void vscode.commands.executeCommand('setContext', 'universalNer.isChoosingTypes', isChoosing);
}
