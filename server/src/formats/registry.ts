import { brat } from './brat.ts';
import { conll } from './conll.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { w3c } from './w3c.ts';

/** All formats, in the order in which they are offered. */
export const formats: readonly Format[] = [jsonl, json, csv, html, w3c, conll, brat];

/** The format that `--format` or an export request names; `undefined` when there is none of this id. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
