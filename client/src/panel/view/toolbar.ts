import type { PanelStrings } from '../messages.ts';
import { element } from './dom.ts';
import type { Sort } from './treeModel.ts';

export interface Toolbar {
  readonly root: HTMLElement;
  readonly filter: HTMLInputElement;
  readonly sort: HTMLSelectElement;
}

/**
 * The filter and the order of the entities.
 * @param changed is called with every letter typed and every order chosen
 * @param leave is called when the person goes on to the tree by the keyboard
 */
export function makeToolbar(
  strings: PanelStrings,
  start: { readonly filter: string; readonly sort: Sort },
  changed: () => void,
  leave: () => void,
): Toolbar {
  const root = element('div', 'toolbar');
  const filter = element('input', 'filter');
  filter.type = 'search';
  filter.spellcheck = false;
  filter.placeholder = strings.filter;
  filter.setAttribute('aria-label', strings.filter);
  filter.value = start.filter;
  filter.addEventListener('input', changed);
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && filter.value !== '') {
      filter.value = '';
      changed();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
      leave();
    } else {
      return;
    }
    event.preventDefault();
  });

  const sort = element('select', 'sort');
  sort.setAttribute('aria-label', strings.sort);
  sort.title = strings.sort;
  const orders: readonly (readonly [Sort, string])[] = [
    ['document', strings.sortDocument],
    ['name', strings.sortName],
    ['count', strings.sortCount],
    ['score', strings.sortScore],
  ];
  for (const [value, text] of orders) sort.add(new Option(text, value, false, value === start.sort));
  sort.addEventListener('change', changed);

  root.append(filter, sort);
  return { root, filter, sort };
}
