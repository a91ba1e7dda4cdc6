import { join } from 'node:path';
import { AnswerDisk } from '../entities/answerDisk.ts';
import { cacheFolder } from '../modelChoice.ts';
import { clearCache } from '../protocol.ts';
import { answeringAlone } from './context.ts';
import type { ServerContext } from './context.ts';

/** Keeps answers on disk while `universalNer.cache.enabled` says so, and forgets all of them on request. */
export function registerAnswerCache(context: ServerContext): void {
  const { cache, client, configuration, connection } = context;
  const disk = new AnswerDisk(join(client.cacheFolder ?? cacheFolder(), 'answers'));
  const follow = (): void => {
    cache.use(configuration.global['cache.enabled'] ? disk : undefined);
  };
  follow();
  configuration.onDidChange(follow);
  connection.onRequest(
    clearCache,
    answeringAlone(context, async () => {
      cache.clear();
      await disk.clear();
      return null;
    }),
  );
}
