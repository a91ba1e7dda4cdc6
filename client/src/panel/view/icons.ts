const svg = 'http://www.w3.org/2000/svg';

/** Two sliders, in the colour of the text around. */
export function slidersIcon(): SVGElement {
  return icon('M2 5h6m4 0h2M2 11h2m4 0h6', [
    [10, 5],
    [6, 11],
  ]);
}

/** Lines and small circles on a square of 16 pixels, without words for a screen reader: what holds it has them. */
function icon(lines: string, circles: readonly (readonly [x: number, y: number])[]): SVGElement {
  const root = shape('svg', { width: '16', height: '16', viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  root.append(shape('path', { d: lines, fill: 'none', stroke: 'currentColor' }));
  for (const [x, y] of circles) {
    root.append(
      shape('circle', { cx: String(x), cy: String(y), r: '2', fill: 'none', stroke: 'currentColor' }),
    );
  }
  return root;
}

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svg, name) as SVGElement;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
