import { nameKey } from '../../protocol.ts';
import type { TypeOptions } from '../../typeOptions.ts';
import { clinical } from './clinical.ts';
import { finance } from './finance.ts';
import { general } from './general.ts';
import { interviews } from './interviews.ts';
import { legal } from './legal.ts';
import { literature } from './literature.ts';
import { news } from './news.ts';
import { personalData } from './personalData.ts';
import { science } from './science.ts';
import { software } from './software.ts';
import type { TypeSet } from './typeSet.ts';

/** The built-in type sets, in the order in which they are offered. */
export const typeSets: readonly TypeSet[] = [
  general,
  news,
  legal,
  clinical,
  science,
  software,
  personalData,
  finance,
  literature,
  interviews,
];

const byName = new Map(
  [...typeSets]
    .reverse()
    .flatMap(({ types }) => Object.entries(types))
    .map(([name, options]) => [nameKey(name), options]),
);

/** What is built in for a type of this name, in any case; of several sets that have it, the first. */
export function builtInType(name: string): TypeOptions | undefined {
  return byName.get(nameKey(name));
}
