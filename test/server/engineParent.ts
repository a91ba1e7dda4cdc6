import { join } from 'node:path';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { LocalEngine } from '../../server/src/model/local/localEngine.ts';
import { cross, modelPath, paragraphsOf } from './engines.ts';

/** A parent that dies in the middle of an answer: after the first one it prints the pid of the model's process. */
const engine = new LocalEngine({
  modelPath,
  entry: embeddedModel,
  idleMs: 0,
  verdictFile: join(process.argv[2] ?? '', 'verdicts.json'),
  log: () => undefined,
});
let isFirst = true;
for await (const answer of engine.ask(cross(paragraphsOf('contract.md'), ['company', 'person', 'date']))) {
  if (isFirst) process.stdout.write(`${String(answer.outcome === 'complete' ? engine.pid : 0)}\n`);
  isFirst = false;
}
