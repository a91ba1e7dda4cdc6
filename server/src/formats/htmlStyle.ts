import { type PaletteColor, identityColors } from './palette.ts';

/** So many types of a document can be turned off; others are shown always. */
export const toggledTypes = 48;

const colors = (palette: readonly PaletteColor[], scheme: 'light' | 'dark'): string =>
  palette.map((color, index) => `--c${String(index + 1)}:${color[scheme]}`).join(';');

const slots = identityColors
  .map((_, index) => `.s${String(index + 1)}{--c:var(--c${String(index + 1)})}`)
  .join('');

/** A type is turned off by its box in the legend: without a script, which many viewers of pages would not run. */
const toggles = Array.from({ length: toggledTypes }, (_, index) => {
  const type = `.t${String(index + 1)}`;
  return `article:has(input${type}:not(:checked)) mark${type}`;
});

/**
 * The style sheet of an exported page. The dark scheme is for screens alone: paper is light. Lines of nested mentions
 * stand below each other, so that all of them show.
 * @param palette the identity colours, the first of slot 1
 */
export const pageStyle = (palette: readonly PaletteColor[]): string =>
  `
:root{color-scheme:light dark;${colors(palette, 'light')};--fg:#1f2328;--dim:#59636e;--bg:#fff;--line:#d1d9e0;--fill:15%}
@media screen and (prefers-color-scheme:dark){:root{${colors(palette, 'dark')};--fg:#d4d4d4;--dim:#9d9d9d;--bg:#1f1f1f;--line:#3c3c3c;--fill:22%}}
*{box-sizing:border-box}
body{margin:0;color:var(--fg);background:var(--bg);font:17px/1.9 system-ui,sans-serif}
article{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}
article+article{border-top:1px solid var(--line)}
h1{margin:0 0 1rem;font-size:1.1rem;line-height:1.4;overflow-wrap:anywhere}
h2{margin:2rem 0 .5rem;font-size:1.25rem;line-height:1.6}
.legend{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.2rem .9rem;align-items:center;margin:0 0 1.5rem;padding:.5rem 0;background:var(--bg);border:0;border-bottom:1px solid var(--line);font-size:.85rem;line-height:1.6}
.legend legend{float:left;padding:0;color:var(--dim)}
.legend label{display:inline-flex;gap:.35rem;align-items:center}
.legend input{margin:0;accent-color:var(--dim)}
.swatch{width:.8rem;height:.8rem;background:var(--c);border-radius:3px}
.count{color:var(--dim);font-variant-numeric:tabular-nums}
.names{margin-left:auto;color:var(--dim)}
.prose>*{white-space:pre-wrap;overflow-wrap:anywhere}
.prose p{margin:0 0 1rem}
.prose p.listItem{margin:0 0 .3rem;padding-left:1.2rem;text-indent:-1.2rem}
.prose p.listItem::before{display:inline-block;width:1.2rem;text-indent:0;content:'\\2022'}
.prose p.tableRow{margin:0;padding:.2rem 0;border-bottom:1px solid var(--line)}
.prose p.footnote,.prose p.alt{color:var(--dim);font-size:.9em}
mark{--label:inline;padding:1px 0;color:inherit;background:color-mix(in srgb,var(--c) var(--fill),transparent);border-bottom:2px solid var(--c);border-radius:2px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
mark:has(mark){padding-bottom:5px}
mark:has(mark mark){padding-bottom:9px}
mark.weak{background:none;border-bottom:1px dashed var(--c)}
mark.gap{all:unset}
${slots}
article:has(.show-names:checked) mark:not(.continued)::after{display:var(--label);margin:0 .15em 0 .35em;padding:0 .3em;color:var(--bg);background:var(--c);border-radius:3px;font-size:.62em;vertical-align:middle;content:attr(data-type)}
${toggles.join(',')}{--c:transparent;--label:none}
@media print{body{font-size:11pt}article{max-width:none;padding:0}article+article{break-before:page}.legend{position:static}.legend input,.names{display:none}.legend label:has(input:not(:checked)){display:none}h2{break-after:avoid}}
`.trim();
