import * as l10n from '@vscode/l10n';
import { ModelError } from '../engine.ts';
import type { FromChatProcess, ToChatProcess } from './chatMessages.ts';
import { InstructModel } from './instructModel.ts';
import { serveParent } from './serveParent.ts';

/** The process that an instruct model lives in, alone: it answers one prompt at a time, and ends with its parent. */
let loaded: Promise<InstructModel> | undefined;
const running = new Map<number, AbortController>();

function send(message: FromChatProcess): void {
  process.send?.(message);
}

async function receive(message: ToChatProcess): Promise<void> {
  if (message.kind === 'load') {
    loaded = InstructModel.load(message.modelPath, message.threads);
    const { name } = await loaded;
    send({ kind: 'loaded', description: { name } });
  } else if (message.kind === 'stop') running.get(message.id)?.abort();
  else await answer(message);
}

async function answer({
  id,
  prompt,
  maxTokens,
}: Extract<ToChatProcess, { kind: 'generate' }>): Promise<void> {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    const model = await loaded;
    await model?.generate(prompt, maxTokens, stop.signal, (text) => send({ kind: 'text', id, text }));
    send({ kind: 'end', id });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    send({ kind: 'refused', id, error: error.message, remedy: error.remedy });
  } finally {
    running.delete(id);
  }
}

const unforeseen = (reason: string): ModelError =>
  new ModelError(
    l10n.t('The process of the discovery model failed: {0}.', reason),
    l10n.t('Try again, or set universalNer.discoveryModel to another model; the log has the details.'),
  );

serveParent(receive, unforeseen);
