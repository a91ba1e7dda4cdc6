import * as l10n from '@vscode/l10n';
import { ModelError } from '../engine.ts';
import { Lanes } from './lanes.ts';
import type { LoadRequest, ToChild, ToEngine } from './messages.ts';
import { loadRuntime } from './runtime.ts';
import { serveParent } from './serveParent.ts';

/**
 * The process that the model lives in, alone: it loads the model, answers queries, and ends with its parent.
 * Its environment (`UV_THREADPOOL_SIZE=1`) makes decoding 2-3 times faster and would throttle a server.
 */
let loaded: Promise<Lanes> | undefined;

function send(message: ToEngine): void {
  process.send?.(message);
}

async function load(request: LoadRequest): Promise<Lanes> {
  const runtime = await loadRuntime(request);
  const lanes = new Lanes(runtime, send);
  await lanes.warmUp();
  send({ kind: 'loaded', description: runtime.description });
  return lanes;
}

async function receive(message: ToChild): Promise<void> {
  if (message.kind === 'load') loaded = load(message);
  const lanes = await loaded;
  if (message.kind === 'ask') lanes?.ask(message.queries);
  else if (message.kind === 'cancel') lanes?.cancel(message.ids);
}

const unforeseen = (reason: string): ModelError =>
  new ModelError(
    l10n.t('The model process failed: {0}.', reason),
    l10n.t('Run "Universal NER: Restart Model"; the log has the details.'),
  );

serveParent(receive, unforeseen);
