import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { UneditableFrontMatter, frontMatterEdit } from '../entities/frontMatterEdit.ts';
import { frontMatterChange } from '../protocol.ts';
import type { FrontMatterChange } from '../protocol.ts';
import { answering, openDocument, requestFailed } from './context.ts';
import type { ServerContext } from './context.ts';

const params = z.object({
  uri: z.string(),
  type: z.string(),
  change: z.record(z.string(), z.unknown()),
});

/** The edits of front matters, which the client makes. */
export function registerFrontMatterRequests(context: ServerContext): void {
  context.connection.onRequest(
    frontMatterChange,
    answering(context, params, async ({ uri, type, change }): Promise<FrontMatterChange | null> => {
      const document = openDocument(context, uri);
      const { version } = document;
      if (document.languageId !== 'markdown') return null;
      try {
        const edit = await frontMatterEdit(document.getText(), type, change);
        return edit ? { version, ...edit } : null;
      } catch (error) {
        if (!(error instanceof UneditableFrontMatter)) throw error;
        throw requestFailed({
          message: l10n.t('The front matter can be changed by hand only, as it stands.'),
          remedy: l10n.t('Say there what {0} is to be.', JSON.stringify(type)),
        });
      }
    }),
  );
}
