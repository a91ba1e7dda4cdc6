import { readFileSync } from 'node:fs';
import { cutPassages } from '../../server/src/document/passages.ts';
import { readProse } from '../../server/src/document/registry.ts';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import type { Query } from '../../server/src/model/engine.ts';

/** Queries to be answered as one piece of work, under the name that the table shows. */
export interface Workload {
  readonly name: string;
  readonly queries: readonly Query[];
}

/** Thirty types as people ask them; a workload of n types takes the first n. */
export const benchTypes = [
  ['person', 'location', 'organization', 'date', 'animal', 'city', 'event', 'book', 'ship', 'weapon'],
  [
    'body part',
    'plant',
    'food',
    'building',
    'profession',
    'nationality',
    'river',
    'mountain',
    'country',
    'disease',
  ],
  [
    'clothing',
    'vehicle',
    'number',
    'emotion',
    'family member',
    'metal',
    'language',
    'religion',
    'tool',
    'title',
  ],
].flat();

const text = readFileSync(new URL('./corpus/novels.txt', import.meta.url), 'utf8');

/** One passage of about 300 tokens: a page's part that is read at once. */
function longPassage(): string {
  return cutPassages(readProse('plaintext', text), 300)[0]?.text ?? '';
}

/** Sixty passages at the embedded model's best length. */
function documentPassages(): string[] {
  return cutPassages(readProse('plaintext', text), embeddedModel.passageBudget)
    .slice(0, 60)
    .map((passage) => passage.text);
}

function ask(name: string, passages: readonly string[], typeCount: number): Workload {
  const asked = benchTypes.slice(0, typeCount);
  return {
    name: `${name} x ${String(typeCount)} types`,
    queries: passages.flatMap((passage) => asked.map((type) => ({ passage, type }))),
  };
}

/** All workloads, the quickest first. */
export function workloads(): Workload[] {
  return [
    ...[1, 10, 30].map((count) => ask('passage', [longPassage()], count)),
    ...[5, 10, 30].map((count) => ask('document', documentPassages(), count)),
  ];
}
