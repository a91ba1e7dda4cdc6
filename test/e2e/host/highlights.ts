/** A stretch of text in the editor that a decoration paints, as it is rendered. */
export interface RenderedHighlight {
  readonly text: string;
  readonly background: string;
  readonly border: string;
}

/**
 * What decorations paint in the visible part of an editor. VS Code paints them as boxes behind the text: the text of
 * a box are the letters whose middle lies in it. Runs inside the page, so it may call nothing outside itself, and
 * has no inner functions (the bundler's helper for their names is not there).
 * @param editor the editor's outermost element
 */
export function readHighlights(editor: Element): RenderedHighlight[] {
  const found: RenderedHighlight[] = [];
  for (const box of editor.querySelectorAll<HTMLElement>('.view-overlays .cdr[class*="ced-"]')) {
    const area = box.getBoundingClientRect();
    const middle = area.top + area.height / 2;
    let text = '';
    for (const line of editor.querySelectorAll('.view-line')) {
      const place = line.getBoundingClientRect();
      if (middle < place.top || middle > place.bottom) continue;
      const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        const letters = node.nodeValue ?? '';
        for (let index = 0; index < letters.length; index++) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const letter = range.getBoundingClientRect();
          const centre = letter.left + letter.width / 2;
          if (centre > area.left && centre < area.right) text += letters[index];
        }
      }
    }
    const { backgroundColor, borderBottomWidth, borderBottomStyle, borderBottomColor } =
      getComputedStyle(box);
    const border = `${borderBottomWidth} ${borderBottomStyle} ${borderBottomColor}`;
    if (text !== '')
      found.push({ text: text.replaceAll('\u00a0', ' '), background: backgroundColor, border });
  }
  return found;
}
