import type { PanelAction, PanelNotice } from '../messages.ts';
import { element } from './dom.ts';

/** A sentence with its buttons. The first button is the one that leads on. */
export function noticeElement(notice: PanelNotice, run: (action: PanelAction) => void): HTMLElement {
  const root = element('div', `notice ${notice.severity}`);
  root.append(element('p', 'sentence', notice.text));
  const buttons = notice.actions.map((action, index) => {
    const button = element('button', index === 0 ? 'primary' : 'secondary', action.title);
    button.type = 'button';
    button.addEventListener('click', () => run(action));
    return button;
  });
  const row = element('div', 'buttons');
  row.append(...buttons);
  root.append(row);
  return root;
}
